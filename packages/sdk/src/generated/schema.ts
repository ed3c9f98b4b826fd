// Generated from packages/http/openapi.json by `npm run generate`; do not edit.

export interface paths {
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a jeweller and its owner
         * @description The jeweller is PENDING: its owner can log in and prepare everything, and messages leave once an admin has approved it.
         */
        post: operations["auth.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Gives an access token and a refresh token. Unknown addresses and wrong passwords get the same answer in the same time. After 10 wrong passwords in 15 minutes, or 40 in a day, none is compared for a while; a code by e-mail still lets the owner of the address in. A network has limits too: 50 wrong passwords in 15 minutes, 500 a day.
         */
        post: operations["auth.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/otp/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail me a code to log in with
         * @description The answer is the same, and comes in the same time, whether the address has an account or not. A code is valid for 10 minutes and 5 tries, the newest one only; an account gets 5 codes an hour, and 15 wrong tries a day.
         */
        post: operations["auth.requestOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in with a code
         * @description Gives what a log-in with the password gives. The code is used up.
         */
        post: operations["auth.verifyOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail me a code for a new password
         * @description The answer is the same, and comes in the same time, whether the address has an account or not. A code is valid for 10 minutes and 5 tries, the newest one only; an account gets 5 codes an hour, and 15 wrong tries a day.
         */
        post: operations["auth.forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with a code
         * @description Ends all sessions of the account. A refused password does not use the code up.
         */
        post: operations["auth.resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Continue a session
         * @description Gives the next access token and the next refresh token. A request that is repeated within 30 seconds, since its answer was lost or two were sent at once, gets the same next refresh token. A token that is used again later was copied: the session ends, and other sessions of the account go on. A session ends after 7 days without use, and after 30 days.
         */
        post: operations["auth.refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the session of the access token: neither it nor its refresh token is taken any more.
         */
        post: operations["auth.logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out everywhere
         * @description Ends all sessions of the account, this one too.
         */
        post: operations["auth.logoutAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change my password
         * @description Ends all other sessions of the account; this one goes on.
         */
        put: operations["auth.changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who I am
         * @description The account of the access token, with the jeweller it belongs to.
         */
        get: operations["auth.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/team/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invitations
         * @description Those of my shop, or of the admins, the oldest first, with what became of them.
         */
        get: operations["team.listInvitations"];
        put?: never;
        /**
         * Invite somebody
         * @description Mails an invitation to my shop, or among the admins, which is valid for 7 days. An earlier one to the same address that is still open is revoked. At most 20 a day.
         */
        post: operations["team.createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/team/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Makes the account of whoever has the letter, with the address that it went to; log in with it then. A refused password does not use the invitation up.
         */
        post: operations["team.acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/team/invitations/{invitationId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an invitation back
         * @description It can no longer be accepted. Revoking twice is no change.
         */
        post: operations["team.revokeInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jewellers
         * @description The jewellers of the platform, the oldest first: all of them, or those that the filters let through.
         */
        get: operations["admin.listJewellers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count jewellers by status
         * @description All of them, or those that a search finds.
         */
        get: operations["admin.countJewellers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers/{jewellerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show one jeweller
         * @description With its owners, the health of its WhatsApp connection, usage, notes, and what holds its sending.
         */
        get: operations["admin.getJeweller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers/{jewellerId}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a note about a jeweller
         * @description For other admins.
         */
        post: operations["admin.addJewellerNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers/{jewellerId}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the sending of one jeweller
         * @description As for everybody, and the owners are told by e-mail. The jeweller's status stays.
         */
        post: operations["admin.stopJeweller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers/{jewellerId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release the sending of one jeweller
         * @description A stop of everybody goes on.
         */
        post: operations["admin.releaseJeweller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/sending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what holds sending
         * @description The stops of admins. What WhatsApp has paused stands with each jeweller.
         */
        get: operations["admin.listStops"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/sending/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop all sending
         * @description Nothing leaves, of anybody, until it is released. What waits keeps waiting until it is too old. Only what begins at this very moment still leaves. Stopping twice is no change.
         */
        post: operations["admin.stopSending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/sending/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release all sending
         * @description Ends the stop of everybody; stops of single jewellers go on.
         */
        post: operations["admin.releaseSending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit log
         * @description Who did what, when and from where, the newest first. It holds no secrets.
         */
        get: operations["admin.listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/mails/dead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List e-mails that did not leave
         * @description Those that are not tried again, the oldest first. They are kept for 30 days.
         */
        get: operations["admin.listDeadMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers/{jewellerId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a jeweller
         * @description Messages may leave for a PENDING or REJECTED jeweller from now on; its owners are told by e-mail. Approving twice is no change.
         */
        post: operations["admin.approveJeweller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers/{jewellerId}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a jeweller
         * @description Turns a PENDING jeweller away; its owners get the reason by e-mail. Rejecting twice is no change.
         */
        post: operations["admin.rejectJeweller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers/{jewellerId}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a jeweller
         * @description Nothing leaves for an ACTIVE jeweller until it is activated again; what waits may expire meanwhile.
         */
        post: operations["admin.suspendJeweller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jewellers/{jewellerId}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a suspension
         * @description Messages may leave for a SUSPENDED jeweller again.
         */
        post: operations["admin.activateJeweller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhooks/set-aside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks of which something could not be applied
         * @description The oldest first. `npm run webhooks:replay` has them applied again.
         */
        get: operations["admin.listSetAsideWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/me/jeweller": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show my shop
         * @description The jeweller of the access token.
         */
        get: operations["jeweller.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change my shop
         * @description What is not sent stays as it is. Messages that wait obey new hours at once. Only the owner may do it.
         */
        patch: operations["jeweller.change"];
        trace?: never;
    };
    "/v1/whatsapp-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the WhatsApp connection
         * @description The connection without its token; 409 while there is none.
         */
        get: operations["whatsAppAccount.get"];
        /**
         * Connect or reconnect WhatsApp
         * @description Asks WhatsApp about the token, and has the WABA's webhooks sent here. Replaces an earlier connection; a paused one resumes. Only the owner may do it.
         */
        put: operations["whatsAppAccount.connect"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List contacts
         * @description Contacts that are not deleted, the oldest first.
         */
        get: operations["contacts.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the contacts of every segment
         * @description With how many of them a campaign could reach. Deleted contacts do not count.
         */
        get: operations["contacts.statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show one contact
         * @description A contact of the caller's jeweller.
         */
        get: operations["contacts.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{contactId}/opt-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that a customer wants no (marketing) messages
         * @description It only ever widens: MARKETING does not take back ALL. What waits to be sent and is refused now is cancelled at once. It holds for the person: for every contact with the same number or WhatsApp id, and also when the contact is deleted and comes back.
         */
        post: operations["contacts.optOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{contactId}/opt-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that a customer wants messages again
         * @description Lifts what the customer has refused, for every contact of the same person. Only the customer can ask for it, so it needs a reason; uploads never lift a refusal. WhatsApp's own stop button is not undone by it: only the customer can, in WhatsApp.
         */
        post: operations["contacts.optIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload contacts
         * @description Send the file as multipart/form-data in the field `file`. It is stored and read in the background: ask GET /v1/imports/{importId} for the progress. An upload never takes back an opt-out.
         */
        post: operations["imports.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{importId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the progress of an upload
         * @description Counts grow while it is RUNNING and are final once it is COMPLETED or FAILED.
         */
        get: operations["imports.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{importId}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rows that made no contact
         * @description Faulty and duplicate rows in the order of the file, with the reason.
         */
        get: operations["imports.listRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List templates
         * @description The catalogue that all jewellers share, the oldest first.
         */
        get: operations["templates.list"];
        put?: never;
        /**
         * Add a template to the catalogue
         * @description For admins. The texts are checked against WhatsApp's rules; a refusal names every place.
         */
        post: operations["templates.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{templateId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show one template
         * @description With all its translations and where its variables come from.
         */
        get: operations["templates.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{templateId}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show WhatsApp's verdict for oneself
         * @description Which translations of the template are approved in the caller's WhatsApp account.
         */
        get: operations["templates.listApprovals"];
        /**
         * Record WhatsApp's verdict for a jeweller
         * @description For admins. It holds for the account the jeweller has connected now, and answers with all verdicts there.
         */
        put: operations["templates.setApproval"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{templateId}/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show which languages a template reaches
         * @description For the caller's WhatsApp account: which translations can be sent, and for each language of customers how many they are and what they would get: their own, the shop's, English, or nothing.
         */
        get: operations["templates.coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what a schedule means
         * @description Nothing is stored. The same dates come out when a campaign has this schedule.
         */
        post: operations["schedules.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List campaigns
         * @description All campaigns, the oldest first.
         */
        get: operations["campaigns.list"];
        put?: never;
        /**
         * Create a campaign
         * @description It is a DRAFT: nothing is sent before it is activated.
         */
        post: operations["campaigns.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaignId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show one campaign
         * @description A campaign of the caller's jeweller.
         */
        get: operations["campaigns.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaignId}/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what came of a campaign
         * @description The figures of all its runs together, at this moment.
         */
        get: operations["campaigns.getFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaignId}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start or resume a campaign
         * @description Refused while the jeweller is not approved or not connected, no translation is approved, or no time is left. Times that passed before are not made up for; those that passed while it was paused are listed as MISSED runs. Activating an ACTIVE campaign is no change.
         */
        post: operations["campaigns.activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaignId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a campaign
         * @description Nothing new is sent; what WhatsApp has already got stays sent. Pausing a PAUSED campaign is no change, except that one which waits for its template does not go on by itself any more.
         */
        post: operations["campaigns.pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaignId}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the schedule of a campaign
         * @description It holds for future runs: those that have begun stay as they are, and what the old schedule still had to make up for is not sent.
         */
        put: operations["campaigns.changeSchedule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaignId}/occurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the next times of a campaign
         * @description As they are while it is ACTIVE; a COMPLETED campaign has none.
         */
        get: operations["campaigns.nextOccurrences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaignId}/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show who gets a reminder on a day, and why the others do not
         * @description As things stand now. With `due` a page can be short, or empty, before the last one: go on while there is a `nextCursor`.
         */
        get: operations["campaigns.explainDue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaignId}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the runs of a campaign
         * @description One per occurrence, the oldest first.
         */
        get: operations["campaigns.listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the report of a run
         * @description Its figures at this moment, for all messages and per language, with the reasons of those that failed, were cancelled or left out.
         */
        get: operations["runs.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{runId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of a run
         * @description One per contact. While a run is on, messages change state between pages.
         */
        get: operations["runs.listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{runId}/skips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who was left out of a run
         * @description Contacts the campaign was meant for that got no message, each with one reason.
         */
        get: operations["runs.listSkips"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{runId}/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show why a contact got a message in a run, or none
         * @description One answer for every contact, also for those that the campaign was not meant for.
         */
        get: operations["runs.explainContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what customers wrote
         * @description Messages to the jeweller's number, those that came last first; each once.
         */
        get: operations["inbound.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Registration: {
            /** @description The name of the shop, as customers know it. */
            jewellerName: string;
            /** @description The name of the person. */
            name: string;
            /**
             * Format: email
             * @description Capitals and surrounding blanks do not matter.
             */
            email: string;
            /**
             * Format: password
             * @description 10 to 128 characters; not a common password, and neither an address, a name nor one word of these with digits.
             */
            password: string;
            /**
             * @description IANA time zone of the shop.
             * @default Asia/Kolkata
             */
            zone?: string;
            /**
             * @description For customers whose own language is not known; en if left out.
             * @enum {string}
             */
            defaultLanguage?: "en" | "hi" | "kn" | "ta" | "pa";
        };
        Account: {
            user: components["schemas"]["User"];
            jeweller: components["schemas"]["Jeweller"] | null;
        };
        User: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /** @description Null for admins, who belong to no jeweller. */
            jewellerId: string | null;
            email: string;
            name: string;
            /** @enum {string} */
            role: "ADMIN" | "OWNER" | "STAFF";
        };
        Jeweller: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            name: string;
            /**
             * @description Messages leave only while it is ACTIVE.
             * @enum {string}
             */
            status: "PENDING" | "ACTIVE" | "SUSPENDED" | "REJECTED";
            statusReason: string | null;
            /** @description IANA time zone in which local times are meant. */
            zone: string;
            /** @enum {string} */
            defaultLanguage: "en" | "hi" | "kn" | "ta" | "pa";
            /** @description When customers may be messaged, by the clock of the zone; outside of it messages wait. Null: at any hour. */
            allowedHours: {
                from: string;
                to: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description The request does not have the documented shape; `faults` names every place. */
        BadRequest: {
            /** @enum {string} */
            _tag: "BadRequest";
            /** @description One sentence for people. */
            message: string;
            faults: components["schemas"]["Fault"][];
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        Fault: {
            path: string;
            reason: string;
        };
        /** @description The body is larger than this route takes. */
        PayloadTooLarge: {
            /** @enum {string} */
            _tag: "PayloadTooLarge";
            /** @description One sentence for people. */
            message: string;
            maxBytes: number;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
        TooManyRequests: {
            /** @enum {string} */
            _tag: "TooManyRequests";
            /** @description One sentence for people. */
            message: string;
            retryAfterSeconds: number;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description A fault of ours; the log has it under the request id. */
        InternalError: {
            /** @enum {string} */
            _tag: "InternalError";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description Something does not answer at the moment. Nothing was changed; try again. */
        Unavailable: {
            /** @enum {string} */
            _tag: "Unavailable";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description Another account has this e-mail address. */
        EmailTaken: {
            /** @enum {string} */
            _tag: "EmailTaken";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description The password is a common one, or says no more than the account does; `reasons` has a sentence for each. */
        PasswordRefused: {
            /** @enum {string} */
            _tag: "PasswordRefused";
            /** @description One sentence for people. */
            message: string;
            reasons: string[];
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        Credentials: {
            /**
             * Format: email
             * @description Capitals and surrounding blanks do not matter.
             */
            email: string;
            /** Format: password */
            password: string;
        };
        Session: {
            /** @description Send it as `Authorization: Bearer …`. */
            accessToken: string;
            /**
             * Format: date-time
             * @description When the access token ends; refresh before.
             */
            expiresAt: string;
            /** @description Gives the next session at POST /v1/auth/refresh, once. Keep it secret. */
            refreshToken: string;
            /**
             * Format: date-time
             * @description Log in again from then on.
             */
            refreshExpiresAt: string;
            user: components["schemas"]["User"];
        };
        /** @description This account or this network tried too often; nothing was compared. Retry-After says when it may again. */
        TooManyTries: {
            /** @enum {string} */
            _tag: "TooManyTries";
            /** @description One sentence for people. */
            message: string;
            retryAfterSeconds: number;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description Unknown address or wrong password; which of them is not told. */
        LogInRefused: {
            /** @enum {string} */
            _tag: "LogInRefused";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        CodeRequest: {
            /**
             * Format: email
             * @description Capitals and surrounding blanks do not matter.
             */
            email: string;
        };
        CodeCredentials: {
            /**
             * Format: email
             * @description Capitals and surrounding blanks do not matter.
             */
            email: string;
            /** @description The six digits of the e-mail, as text. */
            code: string;
        };
        /** @description The code is wrong, too old, used or was tried too often, or nobody has the address; which is not told. */
        CodeRefused: {
            /** @enum {string} */
            _tag: "CodeRefused";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        PasswordReset: {
            /**
             * Format: email
             * @description Capitals and surrounding blanks do not matter.
             */
            email: string;
            /** @description The six digits of the e-mail, as text. */
            code: string;
            /**
             * Format: password
             * @description 10 to 128 characters; not a common password, and neither an address, a name nor one word of these with digits.
             */
            newPassword: string;
        };
        RefreshRequest: {
            /** Format: password */
            refreshToken: string;
        };
        /** @description The refresh token is wrong, too old or was used before, or its session has ended. */
        RefreshRefused: {
            /** @enum {string} */
            _tag: "RefreshRefused";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description The role of the caller does not allow this. */
        Forbidden: {
            /** @enum {string} */
            _tag: "Forbidden";
            /** @description One sentence for people. */
            message: string;
            action: string;
            /** @enum {string} */
            role: "ADMIN" | "OWNER" | "STAFF";
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description The access token is missing, wrong or too old. */
        Unauthorized: {
            /** @enum {string} */
            _tag: "Unauthorized";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        PasswordChange: {
            /** Format: password */
            currentPassword: string;
            /**
             * Format: password
             * @description 10 to 128 characters; not a common password, and neither an address, a name nor one word of these with digits.
             */
            newPassword: string;
        };
        /** @description What was given as the present password is not it. */
        CurrentPasswordWrong: {
            /** @enum {string} */
            _tag: "CurrentPasswordWrong";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        NewInvitation: {
            /**
             * Format: email
             * @description Capitals and surrounding blanks do not matter.
             */
            email: string;
            /**
             * @description Owners invite OWNER and STAFF into their shop, admins invite ADMIN.
             * @enum {string}
             */
            role: "ADMIN" | "OWNER" | "STAFF";
        };
        Invitation: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            email: string;
            /**
             * @description What the account may do once it is made.
             * @enum {string}
             */
            role: "ADMIN" | "OWNER" | "STAFF";
            /**
             * @description Only an OPEN invitation can be accepted.
             * @enum {string}
             */
            standing: "OPEN" | "ACCEPTED" | "REVOKED" | "EXPIRED";
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            invitedBy: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description It cannot be accepted from then on.
             */
            expiresAt: string;
        };
        /** @description The shop has invited many people in 24 hours; Retry-After says when it may again. */
        TooManyInvitations: {
            /** @enum {string} */
            _tag: "TooManyInvitations";
            /** @description One sentence for people. */
            message: string;
            retryAfterSeconds: number;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description There is no such jeweller for the caller; it may belong to somebody else. */
        JewellerNotFound: {
            /** @enum {string} */
            _tag: "JewellerNotFound";
            /** @description One sentence for people. */
            message: string;
            jewellerId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        InvitationPage: {
            items: components["schemas"]["Invitation"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        InvitationAcceptance: {
            /**
             * Format: password
             * @description What stands in the letter.
             */
            secret: string;
            /** @description The name of the person. */
            name: string;
            /**
             * Format: password
             * @description 10 to 128 characters; not a common password, and neither an address, a name nor one word of these with digits.
             */
            password: string;
        };
        /** @description The invitation is unknown, was accepted or revoked, or is too old; which of them is not told. */
        InvitationRefused: {
            /** @enum {string} */
            _tag: "InvitationRefused";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description The invitation was accepted, so that there is an account. */
        InvitationAccepted: {
            /** @enum {string} */
            _tag: "InvitationAccepted";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description There is no such invitation for the caller; it may belong to somebody else. */
        InvitationNotFound: {
            /** @enum {string} */
            _tag: "InvitationNotFound";
            /** @description One sentence for people. */
            message: string;
            invitationId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        JewellerPage: {
            items: components["schemas"]["Jeweller"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        JewellerCounts: {
            /** @description Who waits for a decision. */
            PENDING: number;
            ACTIVE: number;
            SUSPENDED: number;
            REJECTED: number;
        };
        JewellerOverview: {
            jeweller: components["schemas"]["Jeweller"];
            owners: components["schemas"]["User"][];
            /** @description Null: not connected yet. */
            whatsApp: components["schemas"]["WhatsAppAccount"] | null;
            usage: components["schemas"]["Usage"];
            /** @description The newest 200, the newest first. */
            notes: components["schemas"]["JewellerNote"][];
            /** @description Stops of sending that hold for this jeweller. */
            stops: components["schemas"]["SendingStop"][];
        };
        WhatsAppAccount: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /** @description a string matching the pattern ^[0-9]{5,32}$ */
            wabaId: string;
            /** @description a string matching the pattern ^[0-9]{5,32}$ */
            phoneNumberId: string;
            displayPhoneNumber: string;
            /**
             * @description PAUSED: WhatsApp refused the account. Nothing is sent until it is connected again, or until `resumeAt`.
             * @enum {string}
             */
            status: "CONNECTED" | "PAUSED";
            /** @description What WhatsApp said; null unless PAUSED. */
            pauseReason: string | null;
            /** @description ACCOUNT: connect it again. PAYMENT: pay in WhatsApp Manager. POLICY: WhatsApp has limited the number for some time. */
            pauseClass: ("ACCOUNT" | "PAYMENT" | "POLICY") | null;
            /** @description When one message is tried; if WhatsApp takes it, everything goes on by itself. Null: only connecting again helps. */
            resumeAt: string | null;
            /** @description How many messages per second the number may send and get. */
            ratePerSecond: number;
            /** @description The business portfolio; null: not known, the WABA counts for itself. */
            portfolioId: string | null;
            /** @description How many persons the portfolio may write to in 24 hours; null: unlimited, or not known. */
            messagingLimit: number | null;
            standing: components["schemas"]["WhatsAppStanding"];
            /** Format: date-time */
            connectedAt: string;
        };
        /** @description What WhatsApp has said of the account by itself, each with the time of the latest word. Null: nothing. */
        WhatsAppStanding: {
            /** @description The last word about the number: FLAGGED, UNFLAGGED, UPGRADE, DOWNGRADE, THROUGHPUT_UPGRADE, … */
            quality: {
                word: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** @description How many persons the portfolio may write to in 24 hours; null in it: unlimited. */
            limit: {
                persons: number | null;
                /** Format: date-time */
                at: string;
            } | null;
            /** @description SCHEDULE_FOR_DISABLE, DISABLE (nothing is sent) or REINSTATE, and the day as WhatsApp writes it. */
            ban: {
                word: string;
                /** Format: date-time */
                at: string;
                date: string | null;
            } | null;
            /** @description What WhatsApp has warned of. */
            violation: {
                word: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** @description Whether messages may be sent from here: after PARTNER_REMOVED and the like the token is gone, connect again. */
            access: {
                word: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** @description What the account may not do. RESTRICTED_BIZ_INITIATED_MESSAGING stops every campaign until its end. */
            restrictions: {
                type: string;
                until: string | null;
                remediation: string | null;
                /** Format: date-time */
                at: string;
            }[];
            /** @description What somebody should read, the newest first. */
            alerts: {
                type: string;
                entity: string;
                severity: string | null;
                status: string | null;
                description: string | null;
                /** Format: date-time */
                at: string;
            }[];
        };
        /** @description What the shop does; messages are those of the runs. */
        Usage: {
            /** @description Contacts that are not deleted. */
            contacts: number;
            /** @description Campaigns that are ACTIVE. */
            campaigns: number;
            /** @description Runs that began in the last 30 days. */
            runs: number;
            /** @description Every message in the one state it has now; together they are `funnel.planned`. */
            byState: {
                QUEUED: number;
                SENDING: number;
                UNCONFIRMED: number;
                SENT: number;
                DELIVERED: number;
                READ: number;
                FAILED: number;
                CANCELLED: number;
            };
            /** @description How far messages ever got: a read message counts as sent and delivered too, and one that WhatsApp took and put off or failed later stays sent. No figure ever falls. */
            funnel: {
                planned: number;
                sent: number;
                delivered: number;
                read: number;
            };
        };
        JewellerNote: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            authorId: string;
            text: string;
            /** Format: date-time */
            at: string;
        };
        SendingStop: {
            /** @description Null: nobody may send. */
            jewellerId: string | null;
            reason: string;
            /**
             * Format: uuid
             * @description The admin.
             */
            by: string;
            /** Format: date-time */
            at: string;
        };
        NewJewellerNote: {
            /** @description The jeweller does not see it. */
            text: string;
        };
        StopReason: {
            /** @description Owners who are told read it. */
            reason: string;
        };
        SendingStops: {
            /** @description The stops that hold now, that of everybody first. */
            items: components["schemas"]["SendingStop"][];
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        AuditEntry: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            action: "REGISTERED" | "ADMIN_CREATED" | "LOGGED_IN" | "LOG_IN_LOCKED" | "LOGGED_OUT" | "LOGGED_OUT_EVERYWHERE" | "REFRESH_TOKEN_REUSED" | "PASSWORD_CHANGED" | "PASSWORD_RESET" | "INVITED" | "INVITATION_REVOKED" | "INVITATION_ACCEPTED" | "JEWELLER_APPROVED" | "JEWELLER_REJECTED" | "JEWELLER_SUSPENDED" | "JEWELLER_ACTIVATED" | "JEWELLER_CHANGED" | "NOTE_ADDED" | "WHATSAPP_CONNECTED" | "TEMPLATE_CREATED" | "TEMPLATE_APPROVAL_SET" | "SENDING_STOPPED" | "SENDING_RELEASED";
            /** @description Null: nobody who had logged in. */
            actorId: string | null;
            /** @description The shop that it is about. */
            jewellerId: string | null;
            /** @description The id of what was acted on. */
            subject: string | null;
            detail: {
                [key: string]: string;
            };
            /** @description The IP address of the caller. */
            address: string | null;
            requestId: string | null;
        };
        DeadMailPage: {
            items: components["schemas"]["DeadMail"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        DeadMail: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /** @description Whom it was for; null for an invitation. */
            userId: string | null;
            tries: number;
            /** @description Why it did not leave. */
            note: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description The status of the jeweller forbids this; `status` is the present one. */
        JewellerStatusRefused: {
            /** @enum {string} */
            _tag: "JewellerStatusRefused";
            /** @description One sentence for people. */
            message: string;
            /** @enum {string} */
            status: "PENDING" | "ACTIVE" | "SUSPENDED" | "REJECTED";
            wanted: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        StatusReason: {
            /** @description The jeweller reads it. */
            reason: string;
        };
        SetAsideWebhookPage: {
            items: components["schemas"]["SetAsideWebhook"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        SetAsideWebhook: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /** Format: date-time */
            receivedAt: string;
            /** Format: date-time */
            setAsideAt: string;
            /** @description How often it was processed. */
            tries: number;
            /** @description What could not be applied, and why; the rest of it was. */
            note: string;
        };
        JewellerChange: {
            /** @description The name of the shop, as customers know it. */
            name?: string;
            /** @description IANA time zone. Campaigns keep the zone they were planned in. */
            zone?: string;
            /**
             * @description For customers whose own language has no approved translation.
             * @enum {string}
             */
            defaultLanguage?: "en" | "hi" | "kn" | "ta" | "pa";
            /** @description When customers may be messaged, from one time of the day up to a later one; outside of it messages wait. Null: at any hour. */
            allowedHours?: {
                /** @description Such as 09:30. */
                from: string;
                /** @description Such as 09:30. */
                to: string;
            } | null;
        };
        Connection: {
            /** @description The WhatsApp Business Account ID, as WhatsApp Manager shows it. */
            wabaId: string;
            /** @description The phone number ID, as WhatsApp Manager shows it. It is not the phone number. */
            phoneNumberId: string;
            /** @description The phone number as customers see it. */
            displayPhoneNumber: string;
            /**
             * Format: password
             * @description A system user's token. It is stored encrypted and never given back.
             */
            accessToken: string;
            /** @description The number's throughput in WhatsApp Manager; null: WhatsApp's default. */
            ratePerSecond?: number | null;
            /** @description The ID of the business portfolio, as Meta Business Settings show it. Its numbers share one messaging limit. */
            portfolioId?: string | null;
            /** @description How many persons the portfolio may write to in 24 hours, as WhatsApp Manager shows it; null: unlimited. */
            messagingLimit?: number | null;
        };
        /** @description WhatsApp could not be asked about the token. Nothing was stored; try again. */
        WhatsAppUnavailable: {
            /** @enum {string} */
            _tag: "WhatsAppUnavailable";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description Another jeweller has connected this number. */
        PhoneNumberIdTaken: {
            /** @enum {string} */
            _tag: "PhoneNumberIdTaken";
            /** @description One sentence for people. */
            message: string;
            phoneNumberId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description WhatsApp does not take the access token, or not for this WABA; `reason` says why. Nothing was stored. */
        WhatsAppTokenRefused: {
            /** @enum {string} */
            _tag: "WhatsAppTokenRefused";
            /** @description One sentence for people. */
            message: string;
            reason: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description The jeweller has not connected WhatsApp yet. */
        WhatsAppNotConnected: {
            /** @enum {string} */
            _tag: "WhatsAppNotConnected";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        ContactPage: {
            items: components["schemas"]["Contact"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        Contact: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /** @description E.164. Null for people whom only WhatsApp knows. */
            phone: string | null;
            /** @description WhatsApp's own id of the person, where known. */
            waUserId: string | null;
            name: string | null;
            /** @enum {string} */
            segment: "GOLD_LOAN" | "GOLD_SIP" | "MARKETING";
            /** @description Null: the jeweller's default language is used. */
            language: ("en" | "hi" | "kn" | "ta" | "pa") | null;
            /** @description Day of the month on which a payment is due. */
            paymentDay: number | null;
            /** @description Further columns of the upload, usable in templates. */
            attributes: {
                [key: string]: string;
            };
            /** @description MARKETING: gets no marketing. ALL: gets nothing. Null: has refused nothing. */
            optOut: ("MARKETING" | "ALL") | null;
            optedOutAt: string | null;
            deletedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description One per segment, also of those without contacts. */
        ContactStatistics: {
            items: components["schemas"]["SegmentStatistics"][];
        };
        SegmentStatistics: {
            /** @enum {string} */
            segment: "GOLD_LOAN" | "GOLD_SIP" | "MARKETING";
            contacts: number;
            /** @description Those with a number, or known to WhatsApp, who have not refused messages of the category. */
            reachable: {
                UTILITY: number;
                MARKETING: number;
            };
            /** @description By what was refused; each contact counts once. */
            optedOut: {
                MARKETING: number;
                ALL: number;
            };
            withoutPhone: number;
            /** @description Null: not said, so the jeweller's default language is used. Languages without contacts are left out. */
            byLanguage: {
                language: ("en" | "hi" | "kn" | "ta" | "pa") | null;
                contacts: number;
            }[];
        };
        /** @description There is no such contact for the caller; it may belong to somebody else. */
        ContactNotFound: {
            /** @enum {string} */
            _tag: "ContactNotFound";
            /** @description One sentence for people. */
            message: string;
            contactId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        OptOut: {
            /** @enum {string} */
            scope: "MARKETING" | "ALL";
        };
        OptIn: {
            /** @description When and how the customer asked for it. It is kept with the user who records it; a blank one lifts nothing. */
            reason: string;
        };
        /** @description A refusal is not lifted without a reason. */
        ReasonMissing: {
            /** @enum {string} */
            _tag: "ReasonMissing";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        Import: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            fileName: string;
            /**
             * @description FAILED: the file as a whole could not be read, see `failure`. Faulty rows do not fail an import.
             * @enum {string}
             */
            status: "QUEUED" | "RUNNING" | "COMPLETED" | "FAILED";
            /** @description The size of the file. */
            bytes: number;
            /** @description How much of it has been read. */
            bytesRead: number;
            /** @description Progress, 0 to 100. */
            percent: number;
            /** @description Every data row counts once: total = created + updated + duplicates + failed. */
            counts: {
                total: number;
                created: number;
                updated: number;
                duplicates: number;
                failed: number;
            };
            /** @description Why the file as a whole was refused. */
            failure: string | null;
            /** @description What was assumed or left out. */
            notices: string[];
            /** Format: date-time */
            createdAt: string;
            completedAt: string | null;
        };
        /** @description The file cannot be imported at all; `reason` says what to change. */
        ImportFileRefused: {
            /** @enum {string} */
            _tag: "ImportFileRefused";
            /** @description One sentence for people. */
            message: string;
            reason: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description There is no such import for the caller; it may belong to somebody else. */
        ImportNotFound: {
            /** @enum {string} */
            _tag: "ImportNotFound";
            /** @description One sentence for people. */
            message: string;
            importId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        ImportRowPage: {
            items: components["schemas"]["ImportRow"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        ImportRow: {
            /** @description The row number that a spreadsheet shows; headings are row 1. */
            row: number;
            /** @enum {string} */
            kind: "FAILED" | "DUPLICATE";
            column: string | null;
            value: string | null;
            /** @description One sentence on what to correct. */
            reason: string;
            /** @description The row with the same number. */
            duplicateOf: number | null;
        };
        NewTemplate: {
            /** @description Its name at WhatsApp. */
            name: string;
            /**
             * @description UTILITY is tied to the customer's own account.
             * @enum {string}
             */
            category: "UTILITY" | "MARKETING";
            /**
             * @description POSITIONAL (if left out) is {{1}}, {{2}}, …; NAMED is {{first_name}}.
             * @enum {string}
             */
            parameterFormat?: "POSITIONAL" | "NAMED";
            /** @description Where the value of each placeholder comes from, by its name (`1`, `2`, … or `first_name`). A value that is missing and has no fallback makes the contact be skipped. */
            variables?: {
                [key: string]: {
                    /** @enum {string} */
                    from: "contact";
                    /** @enum {string} */
                    field: "name" | "phone" | "paymentDay";
                    fallback?: string | null;
                } | {
                    /** @enum {string} */
                    from: "attribute";
                    key: components["schemas"]["NonEmptyString"];
                    fallback?: string | null;
                } | {
                    /** @enum {string} */
                    from: "jeweller";
                    /** @enum {string} */
                    field: "name";
                    fallback?: string | null;
                } | {
                    /** @enum {string} */
                    from: "reminder";
                    /** @enum {string} */
                    field: "dueDate";
                    fallback?: string | null;
                } | {
                    /** @enum {string} */
                    from: "literal";
                    value: components["schemas"]["NonEmptyString"];
                };
            };
            /** @description One per language. */
            translations: {
                /** @enum {string} */
                language: "en" | "hi" | "kn" | "ta" | "pa";
                header?: string | null;
                body: string;
                footer?: string | null;
                buttons?: components["schemas"]["TemplateButton"][];
            }[];
        };
        /**
         * nonEmptyString
         * @description a non empty string
         */
        NonEmptyString: string;
        /** @description At most 10: 2 URL (their one placeholder at the end), 1 PHONE_NUMBER, 1 COPY_CODE, and quick replies side by side. A quick reply with the payload OPTOUT:MARKETING ends promotions for whoever presses it. */
        TemplateButton: {
            /** @enum {string} */
            type: "QUICK_REPLY";
            text: string;
            payload?: string | null;
        } | {
            /** @enum {string} */
            type: "URL";
            text: string;
            url: string;
        } | {
            /** @enum {string} */
            type: "PHONE_NUMBER";
            text: string;
            /** @description a string matching the pattern ^\+[1-9][0-9]{7,14}$ */
            phone: string;
        } | {
            /** @enum {string} */
            type: "COPY_CODE";
            code: string;
        };
        Template: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /** @description a string matching the pattern ^[a-z0-9_]{1,512}$ */
            name: string;
            /** @enum {string} */
            category: "UTILITY" | "MARKETING";
            /** @enum {string} */
            parameterFormat: "POSITIONAL" | "NAMED";
            /** @description Where the value of each placeholder comes from, by its name (`1`, `2`, … or `first_name`). A value that is missing and has no fallback makes the contact be skipped. */
            variables: {
                [key: string]: {
                    /** @enum {string} */
                    from: "contact";
                    /** @enum {string} */
                    field: "name" | "phone" | "paymentDay";
                    fallback?: string | null;
                } | {
                    /** @enum {string} */
                    from: "attribute";
                    key: components["schemas"]["NonEmptyString"];
                    fallback?: string | null;
                } | {
                    /** @enum {string} */
                    from: "jeweller";
                    /** @enum {string} */
                    field: "name";
                    fallback?: string | null;
                } | {
                    /** @enum {string} */
                    from: "reminder";
                    /** @enum {string} */
                    field: "dueDate";
                    fallback?: string | null;
                } | {
                    /** @enum {string} */
                    from: "literal";
                    value: components["schemas"]["NonEmptyString"];
                };
            };
            translations: {
                /**
                 * Format: uuid
                 * @description a Universally Unique Identifier
                 */
                id: string;
                /** @enum {string} */
                language: "en" | "hi" | "kn" | "ta" | "pa";
                header: string | null;
                body: string;
                footer: string | null;
                buttons: components["schemas"]["TemplateButton"][];
            }[];
            /** @description What WhatsApp may refuse, or what looks like an oversight. It can be submitted as it is. */
            warnings: {
                path: string;
                reason: string;
            }[];
            /** Format: date-time */
            createdAt: string;
        };
        /** @description Another template has this name. */
        TemplateNameTaken: {
            /** @enum {string} */
            _tag: "TemplateNameTaken";
            /** @description One sentence for people. */
            message: string;
            name: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description The texts break WhatsApp's rules; `faults` names every place. */
        TemplateRefused: {
            /** @enum {string} */
            _tag: "TemplateRefused";
            /** @description One sentence for people. */
            message: string;
            faults: {
                path: string;
                reason: string;
            }[];
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        TemplatePage: {
            items: components["schemas"]["Template"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        /** @description There is no such template for the caller; it may belong to somebody else. */
        TemplateNotFound: {
            /** @enum {string} */
            _tag: "TemplateNotFound";
            /** @description One sentence for people. */
            message: string;
            templateId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        NewApproval: {
            /**
             * Format: uuid
             * @description Whose WhatsApp account it is about.
             */
            jewellerId: string;
            /** @description Null or absent: every translation. */
            language?: ("en" | "hi" | "kn" | "ta" | "pa") | null;
            /** @description a string matching the pattern ^[A-Z][A-Z_]{0,63}$ */
            status: string;
            /** @description Null or absent: as WhatsApp said before, at first the template's own. */
            category?: ("UTILITY" | "MARKETING") | null;
            reason?: string | null;
        };
        /** @description One per translation that WhatsApp has judged; at most one per language. */
        TemplateApprovals: {
            items: components["schemas"]["TemplateApproval"][];
        };
        TemplateApproval: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            templateId: string;
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            translationId: string;
            /** @description a string matching the pattern ^[0-9]{5,32}$ */
            wabaId: string;
            /** @enum {string} */
            language: "en" | "hi" | "kn" | "ta" | "pa";
            /** @description WhatsApp's word for it. Only APPROVED translations are sent. */
            status: string;
            /**
             * @description What WhatsApp takes it for; it may differ from the template's.
             * @enum {string}
             */
            category: "UTILITY" | "MARKETING";
            reason: string | null;
            /** @description GREEN, YELLOW, RED or UNKNOWN; WhatsApp pauses a translation that stays RED. Null: not told. */
            quality: {
                score: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** @description WhatsApp will take it for `category` from `dueAt`; null in it: nothing is announced any more. */
            notice: {
                category: ("UTILITY" | "MARKETING") | null;
                dueAt: string | null;
                /** Format: date-time */
                at: string;
            } | null;
        };
        /** @description The template has no translation in this language. */
        TranslationNotFound: {
            /** @enum {string} */
            _tag: "TranslationNotFound";
            /** @description One sentence for people. */
            message: string;
            templateId: string;
            language: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        TemplateCoverage: {
            /**
             * @description What the template was made for.
             * @enum {string}
             */
            category: "UTILITY" | "MARKETING";
            /** @description One per language of the template. */
            translations: {
                /** @enum {string} */
                language: "en" | "hi" | "kn" | "ta" | "pa";
                /** @description WhatsApp's word for it; null while it has not judged. */
                status: string | null;
                /** @description What WhatsApp takes it for. In another category than the template's it is not sent. */
                category: ("UTILITY" | "MARKETING") | null;
                reason: string | null;
                /** @description Whether messages can go out in it now. */
                isUsable: boolean;
            }[];
            /** @description Every language customers may want, and nothing said. Those count who have a number, or are known to WhatsApp, and have not refused messages of the category; of all segments. */
            languages: {
                /** @description What customers want; null: they have said nothing. */
                language: ("en" | "hi" | "kn" | "ta" | "pa") | null;
                /** @description What they get; null: nothing, for no language that would do is usable. */
                sentIn: ("en" | "hi" | "kn" | "ta" | "pa") | null;
                /** @description Whether that is another language than they want. */
                isFallback: boolean;
                /** @description How many they are. */
                contacts: number;
            }[];
            /** @description How many of them get their own language, another one, or nothing. */
            totals: {
                own: number;
                fallback: number;
                unreachable: number;
            };
        };
        PreviewSchedule: {
            schedule: components["schemas"]["Schedule"];
            /**
             * @description How many next times.
             * @default 5
             */
            count?: number;
            /** @description Only times later than this instant, written with Z or an offset. Null or absent: now. */
            after?: string | null;
        };
        /** @description When a campaign runs: a local time with its zone, on the days of a calendar or near a date of each contact. `kind` tells which fields there are. */
        Schedule: components["schemas"]["OneTimeSchedule"] | components["schemas"]["DailySchedule"] | components["schemas"]["WeeklySchedule"] | components["schemas"]["MonthlySchedule"] | components["schemas"]["QuarterlySchedule"] | components["schemas"]["YearlySchedule"] | components["schemas"]["ContactDateSchedule"];
        /** @description Once. */
        OneTimeSchedule: {
            /** @enum {string} */
            kind: "ONE_TIME";
            /**
             * @description The local date and time, without Z or offset: the zone stands beside it.
             * @example 2026-12-05T10:00
             */
            at: string;
            /**
             * @description The zone in which dates and times are meant, by its IANA name. Abbreviations such as IST are refused.
             * @example Asia/Kolkata
             */
            zone: string;
        };
        /** @description Every day, or every `interval` days from `start`. */
        DailySchedule: {
            /** @enum {string} */
            kind: "DAILY";
            /**
             * Format: date
             * @description The first date of the rule; weeks, months and years are counted from it.
             * @example 2026-12-05
             */
            start: string;
            /**
             * @description The local time of day. One that the clocks skip moves forward by the gap.
             * @example 10:00
             */
            time: string;
            /**
             * @description The zone in which dates and times are meant, by its IANA name. Abbreviations such as IST are refused.
             * @example Asia/Kolkata
             */
            zone: string;
            /**
             * @description Every how many days, weeks, months, quarters or years.
             * @default 1
             */
            interval?: number;
            /**
             * @description When it is over. Null: never.
             * @default null
             */
            end?: components["schemas"]["ScheduleEnd"] | null;
            /**
             * @description Dates on which it does not run.
             * @default []
             */
            excluded?: string[];
            /**
             * @description Further dates on which it runs at the same time, also before `start` and after `end`.
             * @default []
             */
            extra?: string[];
        };
        /** @description By a date, or after a number of times. */
        ScheduleEnd: {
            /**
             * Format: date
             * @description The last date on which it may run.
             */
            by: string;
        } | {
            /** @description How many times. Excluded dates use it up, extra ones do not. */
            count: number;
        };
        /** @description On weekdays of every week, or of every `interval` weeks from the week of `start`. */
        WeeklySchedule: {
            /** @enum {string} */
            kind: "WEEKLY";
            /** @description On which days of a week. */
            weekdays: ("MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU")[];
            /**
             * @description The day on which weeks begin. It matters only where `interval` leaves weeks out.
             * @default MO
             * @enum {string}
             */
            weekStart?: "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU";
            /**
             * Format: date
             * @description The first date of the rule; weeks, months and years are counted from it.
             * @example 2026-12-05
             */
            start: string;
            /**
             * @description The local time of day. One that the clocks skip moves forward by the gap.
             * @example 10:00
             */
            time: string;
            /**
             * @description The zone in which dates and times are meant, by its IANA name. Abbreviations such as IST are refused.
             * @example Asia/Kolkata
             */
            zone: string;
            /**
             * @description Every how many days, weeks, months, quarters or years.
             * @default 1
             */
            interval?: number;
            /**
             * @description When it is over. Null: never.
             * @default null
             */
            end?: components["schemas"]["ScheduleEnd"] | null;
            /**
             * @description Dates on which it does not run.
             * @default []
             */
            excluded?: string[];
            /**
             * @description Further dates on which it runs at the same time, also before `start` and after `end`.
             * @default []
             */
            extra?: string[];
        };
        /** @description On days of every month, or of every `interval` months from the month of `start`. */
        MonthlySchedule: {
            /** @enum {string} */
            kind: "MONTHLY";
            /** @description On which days of a month. */
            on: components["schemas"]["MonthDay"][];
            /**
             * Format: date
             * @description The first date of the rule; weeks, months and years are counted from it.
             * @example 2026-12-05
             */
            start: string;
            /**
             * @description The local time of day. One that the clocks skip moves forward by the gap.
             * @example 10:00
             */
            time: string;
            /**
             * @description The zone in which dates and times are meant, by its IANA name. Abbreviations such as IST are refused.
             * @example Asia/Kolkata
             */
            zone: string;
            /**
             * @description Every how many days, weeks, months, quarters or years.
             * @default 1
             */
            interval?: number;
            /**
             * @description When it is over. Null: never.
             * @default null
             */
            end?: components["schemas"]["ScheduleEnd"] | null;
            /**
             * @description Dates on which it does not run.
             * @default []
             */
            excluded?: string[];
            /**
             * @description Further dates on which it runs at the same time, also before `start` and after `end`.
             * @default []
             */
            extra?: string[];
        };
        MonthDay: components["schemas"]["DayOfMonth"] | components["schemas"]["LastDayOfMonth"] | components["schemas"]["WeekdayOfMonth"];
        /** @description A day by its number. */
        DayOfMonth: {
            /** @enum {string} */
            kind: "DAY";
            /** @description The number of the day. */
            day: number;
            /**
             * @description In a month that lacks the day. CLAMP: on its last day. SKIP: not at all.
             * @default CLAMP
             * @enum {string}
             */
            shortMonths?: "CLAMP" | "SKIP";
        };
        /** @description The last day, whatever its number. */
        LastDayOfMonth: {
            /** @enum {string} */
            kind: "LAST_DAY";
        };
        /** @description Such as the second Saturday. */
        WeekdayOfMonth: {
            /** @enum {string} */
            kind: "WEEKDAY";
            /**
             * @description Monday (MO) to Sunday (SU).
             * @enum {string}
             */
            weekday: "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU";
            /**
             * @description 1: the first one of the month; -1: the last one. A month without a fifth is left out.
             * @enum {integer}
             */
            nth: 1 | 2 | 3 | 4 | 5 | -1 | -2 | -3 | -4 | -5;
        };
        /** @description On days of the month of `start` and of every third month after it, times `interval`. */
        QuarterlySchedule: {
            /** @enum {string} */
            kind: "QUARTERLY";
            /** @description On which days of a month. */
            on: components["schemas"]["MonthDay"][];
            /**
             * Format: date
             * @description The first date of the rule; weeks, months and years are counted from it.
             * @example 2026-12-05
             */
            start: string;
            /**
             * @description The local time of day. One that the clocks skip moves forward by the gap.
             * @example 10:00
             */
            time: string;
            /**
             * @description The zone in which dates and times are meant, by its IANA name. Abbreviations such as IST are refused.
             * @example Asia/Kolkata
             */
            zone: string;
            /**
             * @description Every how many days, weeks, months, quarters or years.
             * @default 1
             */
            interval?: number;
            /**
             * @description When it is over. Null: never.
             * @default null
             */
            end?: components["schemas"]["ScheduleEnd"] | null;
            /**
             * @description Dates on which it does not run.
             * @default []
             */
            excluded?: string[];
            /**
             * @description Further dates on which it runs at the same time, also before `start` and after `end`.
             * @default []
             */
            extra?: string[];
        };
        /** @description On days of some months of every year, or of every `interval` years from the year of `start`. */
        YearlySchedule: {
            /** @enum {string} */
            kind: "YEARLY";
            /** @description In which months; 1 is January. */
            months: number[];
            /** @description On which days of a month. */
            on: components["schemas"]["MonthDay"][];
            /**
             * Format: date
             * @description The first date of the rule; weeks, months and years are counted from it.
             * @example 2026-12-05
             */
            start: string;
            /**
             * @description The local time of day. One that the clocks skip moves forward by the gap.
             * @example 10:00
             */
            time: string;
            /**
             * @description The zone in which dates and times are meant, by its IANA name. Abbreviations such as IST are refused.
             * @example Asia/Kolkata
             */
            zone: string;
            /**
             * @description Every how many days, weeks, months, quarters or years.
             * @default 1
             */
            interval?: number;
            /**
             * @description When it is over. Null: never.
             * @default null
             */
            end?: components["schemas"]["ScheduleEnd"] | null;
            /**
             * @description Dates on which it does not run.
             * @default []
             */
            excluded?: string[];
            /**
             * @description Further dates on which it runs at the same time, also before `start` and after `end`.
             * @default []
             */
            extra?: string[];
        };
        /** @description Every day, for the contacts whose own date is as near as `daysBefore` says. */
        ContactDateSchedule: {
            /** @enum {string} */
            kind: "CONTACT_DATE";
            /**
             * @description Which date of a contact. PAYMENT_DAY comes every month, BIRTHDAY and ANNIVERSARY every year, MATURITY once.
             * @enum {string}
             */
            date: "PAYMENT_DAY" | "BIRTHDAY" | "ANNIVERSARY" | "MATURITY";
            /**
             * @description When to remind: 3 is three days before the date, 0 on it, -2 two days after it.
             * @example [
             *       3,
             *       0,
             *       -2
             *     ]
             */
            daysBefore: number[];
            /**
             * @description In a month that lacks the day. CLAMP: due on its last day. SKIP: not due.
             * @default CLAMP
             * @enum {string}
             */
            shortMonths?: "CLAMP" | "SKIP";
            /**
             * Format: date
             * @description The first date on which it may run.
             * @example 2026-12-05
             */
            start: string;
            /**
             * @description The local time at which reminders go out.
             * @example 10:00
             */
            time: string;
            /**
             * @description The zone in which dates and times are meant, by its IANA name. Abbreviations such as IST are refused.
             * @example Asia/Kolkata
             */
            zone: string;
            /**
             * @description When it is over. Null: never.
             * @default null
             */
            end?: components["schemas"]["ScheduleEndDate"] | null;
        };
        ScheduleEndDate: {
            /**
             * Format: date
             * @description The last date on which it may run.
             * @example 2026-12-05
             */
            by: string;
        };
        SchedulePreview: {
            /** @description The schedule in words. */
            sentence: string;
            /** @description The schedule as RFC 5545 text; null when it has none, as for dates of contacts. */
            rrule: string | null;
            /** @description The next times, the earliest first. A schedule by dates of contacts runs every day for whoever is due. */
            occurrences: components["schemas"]["Occurrence"][];
        };
        Occurrence: {
            /** @description What the clocks of `zone` show then, such as 2026-12-05T10:00:00. */
            local: string;
            zone: string;
            /**
             * Format: date-time
             * @description The same time in UTC.
             */
            instant: string;
        };
        NewCampaign: {
            name: string;
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            templateId: string;
            /** @description Who gets it. Empty means every segment, which only a MARKETING template allows. */
            segments: ("GOLD_LOAN" | "GOLD_SIP" | "MARKETING")[];
            schedule: components["schemas"]["Schedule"];
            /** @description Null or absent: SEND_LATE until 21:00. */
            missedRuns?: components["schemas"]["MissedRuns"] | null;
            /** @description How late a message may leave after its time. Null or absent: one day; for reminders, which end with their due date or the next reminder, seven days. */
            sendWithinMinutes?: number | null;
            whenTemplatePaused?: ("WAIT" | "CANCEL") | null;
            whenUnconfirmed?: ("GIVE_UP" | "REPEAT_ONCE") | null;
        };
        /** @description What becomes of an occurrence that could not run in time. */
        MissedRuns: components["schemas"]["SkipMissedRuns"] | components["schemas"]["SendMissedRunsLate"];
        /** @description An occurrence that could not run in time is left out. */
        SkipMissedRuns: {
            /** @enum {string} */
            policy: "SKIP";
        };
        /** @description It still runs late; of several only the last. */
        SendMissedRunsLate: {
            /** @enum {string} */
            policy: "SEND_LATE";
            /**
             * @description The last local time of the occurrence's own date at which it may still run.
             * @example 10:00
             */
            until: string;
        };
        Campaign: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            name: string;
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            templateId: string;
            /**
             * @description The template's when the campaign was made; checked before each send.
             * @enum {string}
             */
            category: "UTILITY" | "MARKETING";
            /** @description Empty: every segment. */
            segments: ("GOLD_LOAN" | "GOLD_SIP" | "MARKETING")[];
            schedule: components["schemas"]["Schedule"];
            missedRuns: components["schemas"]["MissedRuns"];
            /** @description How late a message may leave after its time. */
            sendWithinMinutes: number;
            /**
             * @description What happens when WhatsApp pauses the template in mid-run. WAIT: the campaign pauses and goes on when the template is back, as long as its messages have time. CANCEL: what is left in that language is cancelled, others go on.
             * @enum {string}
             */
            whenTemplatePaused: "WAIT" | "CANCEL";
            /**
             * @description What happens to a message whose answer from WhatsApp was lost and of which nothing more is heard. GIVE_UP: it ends as FAILED with OUTCOME_UNKNOWN. REPEAT_ONCE: it is sent once more. The person may then see the message twice.
             * @enum {string}
             */
            whenUnconfirmed: "GIVE_UP" | "REPEAT_ONCE";
            /** @enum {string} */
            status: "DRAFT" | "ACTIVE" | "PAUSED" | "COMPLETED";
            /** @description OWNER: somebody of the jeweller paused it. TEMPLATE: WhatsApp has paused or is reviewing the template; the campaign goes on by itself. FAILURE: WhatsApp refuses its messages, or its schedule cannot be followed. */
            pauseCause: ("OWNER" | "TEMPLATE" | "FAILURE") | null;
            /** @description A sentence for the jeweller; null unless it is or was paused. */
            pauseReason: string | null;
            /** @description The next time it will run; null when none is left. */
            nextRunAt: string | null;
            /** @description When it was last activated, resumed or rescheduled; reminders from before are not made up for. */
            scheduledSince: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description A UTILITY campaign names no segment. */
        SegmentRequired: {
            /** @enum {string} */
            _tag: "SegmentRequired";
            /** @description One sentence for people. */
            message: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        CampaignPage: {
            items: components["schemas"]["Campaign"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        /** @description There is no such campaign for the caller; it may belong to somebody else. */
        CampaignNotFound: {
            /** @enum {string} */
            _tag: "CampaignNotFound";
            /** @description One sentence for people. */
            message: string;
            campaignId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        CampaignFigures: {
            /** @description Every message in the one state it has now; together they are `funnel.planned`. */
            byState: {
                QUEUED: number;
                SENDING: number;
                UNCONFIRMED: number;
                SENT: number;
                DELIVERED: number;
                READ: number;
                FAILED: number;
                CANCELLED: number;
            };
            /** @description How far messages ever got: a read message counts as sent and delivered too, and one that WhatsApp took and put off or failed later stays sent. No figure ever falls. */
            funnel: {
                planned: number;
                sent: number;
                delivered: number;
                read: number;
            };
            /** @description The same per language in which messages were written; languages without messages are left out. */
            byLanguage: {
                /** @enum {string} */
                language: "en" | "hi" | "kn" | "ta" | "pa";
                /** @description Every message in the one state it has now; together they are `funnel.planned`. */
                byState: {
                    QUEUED: number;
                    SENDING: number;
                    UNCONFIRMED: number;
                    SENT: number;
                    DELIVERED: number;
                    READ: number;
                    FAILED: number;
                    CANCELLED: number;
                };
                /** @description How far messages ever got: a read message counts as sent and delivered too, and one that WhatsApp took and put off or failed later stays sent. No figure ever falls. */
                funnel: {
                    planned: number;
                    sent: number;
                    delivered: number;
                    read: number;
                };
            }[];
            /** @description The FAILED messages by reason, the most frequent first. `code` is WhatsApp's. */
            failures: {
                /** @enum {string} */
                class: "RETRY" | "THROUGHPUT" | "APP_THROUGHPUT" | "PAIR" | "DEFER" | "EXPERIMENT" | "RECIPIENT" | "OPTED_OUT" | "TEMPLATE" | "ACCOUNT" | "PAYMENT" | "POLICY" | "MESSAGE" | "OUTCOME_UNKNOWN";
                code: number | null;
                count: number;
            }[];
            /** @description The CANCELLED messages by reason, the most frequent first. */
            cancellations: {
                /** @enum {string} */
                reason: "EXPIRED" | "OPTED_OUT" | "CONTACT_DELETED" | "TEMPLATE_NOT_APPROVED" | "CATEGORY_CHANGED" | "CAMPAIGN_COMPLETED" | "JEWELLER_STOPPED";
                count: number;
            }[];
            /** @description Contacts that were left out, by reason, the most frequent first. */
            skips: {
                /** @enum {string} */
                reason: "DELETED" | "OPTED_OUT" | "SUPPRESSED" | "NO_PHONE" | "NO_APPROVED_TRANSLATION" | "CATEGORY_CHANGED" | "MISSING_VARIABLE" | "VALUE_TOO_LONG" | "ALREADY_REMINDED";
                count: number;
            }[];
        };
        /** @description The status of the campaign forbids this; `status` is the present one. */
        CampaignStatusRefused: {
            /** @enum {string} */
            _tag: "CampaignStatusRefused";
            /** @description One sentence for people. */
            message: string;
            /** @enum {string} */
            status: "DRAFT" | "ACTIVE" | "PAUSED" | "COMPLETED";
            /** @enum {string} */
            wanted: "DRAFT" | "ACTIVE" | "PAUSED" | "COMPLETED";
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description No time of the campaign is left. */
        CampaignTimePassed: {
            /** @enum {string} */
            _tag: "CampaignTimePassed";
            /** @description One sentence for people. */
            message: string;
            at: string;
            zone: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description No translation is approved for the jeweller's WhatsApp account, so nobody could get a message. */
        NoApprovedTranslation: {
            /** @enum {string} */
            _tag: "NoApprovedTranslation";
            /** @description One sentence for people. */
            message: string;
            templateId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        /** @description WhatsApp takes the template for another category than the campaign was made for, so nothing would be sent. */
        TemplateCategoryChanged: {
            /** @enum {string} */
            _tag: "TemplateCategoryChanged";
            /** @description One sentence for people. */
            message: string;
            templateId: string;
            /** @enum {string} */
            category: "UTILITY" | "MARKETING";
            /** @enum {string} */
            approvedAs: "UTILITY" | "MARKETING";
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        ChangeSchedule: {
            schedule: components["schemas"]["Schedule"];
            /** @description Null or absent: as it was. */
            missedRuns?: components["schemas"]["MissedRuns"] | null;
        };
        /** @description The campaign is completed and keeps its schedule. */
        CampaignCompleted: {
            /** @enum {string} */
            _tag: "CampaignCompleted";
            /** @description One sentence for people. */
            message: string;
            campaignId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        DueContactPage: {
            items: components["schemas"]["DueContact"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        DueContact: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            name: string | null;
            /** @description The reminder that goes out; null when none does. */
            reminder: components["schemas"]["Reminder"] | null;
            /** @description Why none does; null when one does. RUN_OVER: one would, but no run of that day is still to come. */
            reason: ("NO_DATE" | "PAID" | "MATURED" | "SET_LATER" | "NOT_ACTIVE_THEN" | "NOT_THIS_DAY" | "RUN_OVER" | "DELETED" | "OPTED_OUT" | "SUPPRESSED" | "NO_PHONE" | "NO_APPROVED_TRANSLATION" | "CATEGORY_CHANGED" | "MISSING_VARIABLE" | "VALUE_TOO_LONG" | "ALREADY_REMINDED") | null;
            /** @description What is missing or too long, such as a variable or a language. */
            detail: string | null;
            /** @description The date of the contact's next reminder after this day; null when none comes within two years. */
            nextOn: string | null;
        };
        Reminder: {
            /**
             * Format: date
             * @description The contact's own date that it reminds of.
             */
            dueDate: string;
            /** @description Which of the schedule's `daysBefore` it is; negative: days after the due date. */
            daysBefore: number;
            /**
             * Format: date-time
             * @description When it was meant to go out.
             */
            at: string;
            /**
             * Format: date-time
             * @description When it is too late.
             */
            until: string;
        };
        /** @description The campaign goes by the calendar, and nobody in particular is due. */
        NoReminders: {
            /** @enum {string} */
            _tag: "NoReminders";
            /** @description One sentence for people. */
            message: string;
            campaignId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        RunPage: {
            items: components["schemas"]["Run"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        Run: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            campaignId: string;
            /** @description The local time it was due, in `zone`. */
            occurrence: string;
            zone: string;
            /**
             * Format: date-time
             * @description The same time in UTC.
             */
            scheduledAt: string;
            /**
             * Format: date-time
             * @description No message leaves at or after this.
             */
            notAfter: string;
            /**
             * @description COMPLETED: nothing is queued or on its way any more. MISSED: nobody gets anything in it.
             * @enum {string}
             */
            status: "PREPARING" | "READY" | "COMPLETED" | "MISSED";
            /** @description LATE: nothing ran while it was still wanted. PAUSED: the campaign was. RESCHEDULED: it got another schedule first. */
            missedReason: ("LATE" | "PAUSED" | "RESCHEDULED") | null;
            /**
             * Format: date-time
             * @description Contacts created later are not part of it.
             */
            cutoffAt: string;
            /** @description Messages; final once the run is READY. */
            planned: number;
            /** @description Contacts left out with a reason; final once the run is READY. */
            skipped: number;
            /** Format: date-time */
            createdAt: string;
            completedAt: string | null;
        };
        RunReport: {
            run: components["schemas"]["Run"];
            /** @description Every message in the one state it has now; together they are `funnel.planned`. */
            byState: {
                QUEUED: number;
                SENDING: number;
                UNCONFIRMED: number;
                SENT: number;
                DELIVERED: number;
                READ: number;
                FAILED: number;
                CANCELLED: number;
            };
            /** @description How far messages ever got: a read message counts as sent and delivered too, and one that WhatsApp took and put off or failed later stays sent. No figure ever falls. */
            funnel: {
                planned: number;
                sent: number;
                delivered: number;
                read: number;
            };
            /** @description The same per language in which messages were written; languages without messages are left out. */
            byLanguage: {
                /** @enum {string} */
                language: "en" | "hi" | "kn" | "ta" | "pa";
                /** @description Every message in the one state it has now; together they are `funnel.planned`. */
                byState: {
                    QUEUED: number;
                    SENDING: number;
                    UNCONFIRMED: number;
                    SENT: number;
                    DELIVERED: number;
                    READ: number;
                    FAILED: number;
                    CANCELLED: number;
                };
                /** @description How far messages ever got: a read message counts as sent and delivered too, and one that WhatsApp took and put off or failed later stays sent. No figure ever falls. */
                funnel: {
                    planned: number;
                    sent: number;
                    delivered: number;
                    read: number;
                };
            }[];
            /** @description The FAILED messages by reason, the most frequent first. `code` is WhatsApp's. */
            failures: {
                /** @enum {string} */
                class: "RETRY" | "THROUGHPUT" | "APP_THROUGHPUT" | "PAIR" | "DEFER" | "EXPERIMENT" | "RECIPIENT" | "OPTED_OUT" | "TEMPLATE" | "ACCOUNT" | "PAYMENT" | "POLICY" | "MESSAGE" | "OUTCOME_UNKNOWN";
                code: number | null;
                count: number;
            }[];
            /** @description The CANCELLED messages by reason, the most frequent first. */
            cancellations: {
                /** @enum {string} */
                reason: "EXPIRED" | "OPTED_OUT" | "CONTACT_DELETED" | "TEMPLATE_NOT_APPROVED" | "CATEGORY_CHANGED" | "CAMPAIGN_COMPLETED" | "JEWELLER_STOPPED";
                count: number;
            }[];
            /** @description Contacts that were left out, by reason, the most frequent first. */
            skips: {
                /** @enum {string} */
                reason: "DELETED" | "OPTED_OUT" | "SUPPRESSED" | "NO_PHONE" | "NO_APPROVED_TRANSLATION" | "CATEGORY_CHANGED" | "MISSING_VARIABLE" | "VALUE_TOO_LONG" | "ALREADY_REMINDED";
                count: number;
            }[];
        };
        /** @description There is no such run for the caller; it may belong to somebody else. */
        RunNotFound: {
            /** @enum {string} */
            _tag: "RunNotFound";
            /** @description One sentence for people. */
            message: string;
            runId: string;
            /** @description Quote it when you ask for help. */
            requestId: string;
        };
        MessagePage: {
            items: components["schemas"]["Message"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        Message: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            runId: string;
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            campaignId: string;
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            contactId: string;
            phone: string | null;
            templateName: string;
            /** @enum {string} */
            language: "en" | "hi" | "kn" | "ta" | "pa";
            /**
             * @description UNCONFIRMED: WhatsApp's answer was lost; it is found out, never sent twice. CANCELLED: see `cancelReason`.
             * @enum {string}
             */
            state: "QUEUED" | "SENDING" | "UNCONFIRMED" | "SENT" | "DELIVERED" | "READ" | "FAILED" | "CANCELLED";
            attempts: number;
            /** Format: date-time */
            dueAt: string;
            /** Format: date-time */
            notAfter: string;
            cancelReason: ("EXPIRED" | "OPTED_OUT" | "CONTACT_DELETED" | "TEMPLATE_NOT_APPROVED" | "CATEGORY_CHANGED" | "CAMPAIGN_COMPLETED" | "JEWELLER_STOPPED") | null;
            /** @description Why it FAILED, or why a QUEUED one waits for another try. `code` is WhatsApp's. */
            failure: {
                /** @enum {string} */
                class: "RETRY" | "THROUGHPUT" | "APP_THROUGHPUT" | "PAIR" | "DEFER" | "EXPERIMENT" | "RECIPIENT" | "OPTED_OUT" | "TEMPLATE" | "ACCOUNT" | "PAYMENT" | "POLICY" | "MESSAGE" | "OUTCOME_UNKNOWN";
                code: number | null;
                reason: string;
                traceId: string | null;
            } | null;
            sentAt: string | null;
            deliveredAt: string | null;
            readAt: string | null;
            failedAt: string | null;
        };
        SkipPage: {
            items: components["schemas"]["Skip"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        Skip: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            contactId: string;
            /** @enum {string} */
            reason: "DELETED" | "OPTED_OUT" | "SUPPRESSED" | "NO_PHONE" | "NO_APPROVED_TRANSLATION" | "CATEGORY_CHANGED" | "MISSING_VARIABLE" | "VALUE_TOO_LONG" | "ALREADY_REMINDED";
            /** @description What is missing or too long, such as a variable or a language. */
            detail: string | null;
        };
        ExplainedContact: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            contactId: string;
            /** @description Null when the contact has none, or is there no more. */
            name: string | null;
            /**
             * @description MESSAGE: there is one. SKIPPED: left out, see `reason`. RUN_MISSED: nobody got anything, see `reason`. ADDED_LATER: created after the run had begun. RUN_PREPARING: the run has not come to this contact yet. NOT_TARGETED: in no segment of the campaign now. NOT_DUE: no reminder was due, see `reason`. ALREADY_REMINDED: got this reminder in another run. TOO_LATE: the run began after the reminder's time. UNKNOWN_THEN: what is stored now does not explain it; it was different then.
             * @enum {string}
             */
            answer: "MESSAGE" | "SKIPPED" | "RUN_MISSED" | "ADDED_LATER" | "RUN_PREPARING" | "NOT_TARGETED" | "NOT_DUE" | "ALREADY_REMINDED" | "TOO_LATE" | "UNKNOWN_THEN";
            /**
             * @description STORED when the run decided, or DERIVED from what is stored now.
             * @enum {string}
             */
            known: "STORED" | "DERIVED";
            reason: ("DELETED" | "OPTED_OUT" | "SUPPRESSED" | "NO_PHONE" | "NO_APPROVED_TRANSLATION" | "CATEGORY_CHANGED" | "MISSING_VARIABLE" | "VALUE_TOO_LONG" | "ALREADY_REMINDED" | "NO_DATE" | "PAID" | "MATURED" | "SET_LATER" | "NOT_ACTIVE_THEN" | "NOT_THIS_DAY" | "LATE" | "PAUSED" | "RESCHEDULED") | null;
            /** @description What the answer is about: a variable, a language, a segment or a due date. */
            detail: string | null;
            message: components["schemas"]["Message"] | null;
            /** @description Whether the contact was changed after the run had begun, so that a DERIVED answer may not have held then. */
            changedSince: boolean;
            /** @description The same for people, in English, with times in the run's zone. */
            sentence: string;
        };
        InboundMessagePage: {
            items: components["schemas"]["InboundMessage"][];
            /** @description The cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        InboundMessage: {
            /**
             * Format: uuid
             * @description a Universally Unique Identifier
             */
            id: string;
            /** @description WhatsApp's id of the message. */
            wamid: string;
            /** @description WhatsApp's word for what it is: text, button, interactive, image, system, … */
            kind: string;
            /** @description a string matching the pattern ^[0-9]{5,32}$ */
            phoneNumberId: string;
            /** @description Who wrote it; null when the person hides the number. */
            phone: string | null;
            /** @description The same person by WhatsApp's user id. */
            waUserId: string | null;
            /**
             * Format: date-time
             * @description When it was written.
             */
            at: string;
            /** @description What was typed, or the label of the button; null for anything else. */
            text: string | null;
            /** @description What the button stands for. */
            payload: string | null;
            /** @description WhatsApp's id of the message that it quotes, or whose button it is. */
            answers: string | null;
            /** @description The person's number from now on, when WhatsApp tells of a change. */
            newPhone: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "auth.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description Account */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description Another account has this e-mail address. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailTaken"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The password is a common one, or says no more than the account does; `reasons` has a sentence for each. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordRefused"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description Unknown address or wrong password; which of them is not told. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogInRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"] | components["schemas"]["TooManyTries"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.requestOtp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"] | components["schemas"]["TooManyTries"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.verifyOtp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeCredentials"];
            };
        };
        responses: {
            /** @description Session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The code is wrong, too old, used or was tried too often, or nobody has the address; which is not told. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"] | components["schemas"]["TooManyTries"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.forgotPassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"] | components["schemas"]["TooManyTries"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.resetPassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The code is wrong, too old, used or was tried too often, or nobody has the address; which is not told. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The password is a common one, or says no more than the account does; `reasons` has a sentence for each. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordRefused"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"] | components["schemas"]["TooManyTries"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The refresh token is wrong, too old or was used before, or its session has ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.logoutAll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.changePassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description What was given as the present password is not it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentPasswordWrong"] | components["schemas"]["PasswordRefused"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"] | components["schemas"]["TooManyTries"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "auth.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "team.listInvitations": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description InvitationPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "team.createInvitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description Invitation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description Another account has this e-mail address. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailTaken"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"] | components["schemas"]["TooManyInvitations"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "team.acceptInvitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationAcceptance"];
            };
        };
        responses: {
            /** @description User */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The invitation is unknown, was accepted or revoked, or is too old; which of them is not told. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationRefused"];
                };
            };
            /** @description Another account has this e-mail address. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailTaken"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The password is a common one, or says no more than the account does; `reasons` has a sentence for each. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordRefused"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"] | components["schemas"]["TooManyTries"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "team.revokeInvitation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Invitation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such invitation for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationNotFound"];
                };
            };
            /** @description The invitation was accepted, so that there is an account. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationAccepted"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.listJewellers": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
                /** @description Only jewellers with this status. */
                status?: "PENDING" | "ACTIVE" | "SUSPENDED" | "REJECTED";
                /** @description A part of the shop's name, or of the e-mail address of one of its people. Case does not matter. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JewellerPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.countJewellers": {
        parameters: {
            query?: {
                /** @description A part of the shop's name, or of the e-mail address of one of its people. Case does not matter. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JewellerCounts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerCounts"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.getJeweller": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jewellerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JewellerOverview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerOverview"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.addJewellerNote": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jewellerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewJewellerNote"];
            };
        };
        responses: {
            /** @description JewellerNote */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNote"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.stopJeweller": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jewellerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopReason"];
            };
        };
        responses: {
            /** @description SendingStops */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendingStops"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.releaseJeweller": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jewellerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SendingStops */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendingStops"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.listStops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SendingStops */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendingStops"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.stopSending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopReason"];
            };
        };
        responses: {
            /** @description SendingStops */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendingStops"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.releaseSending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SendingStops */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendingStops"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.listAudit": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
                /** @description Only this. */
                action?: "REGISTERED" | "ADMIN_CREATED" | "LOGGED_IN" | "LOG_IN_LOCKED" | "LOGGED_OUT" | "LOGGED_OUT_EVERYWHERE" | "REFRESH_TOKEN_REUSED" | "PASSWORD_CHANGED" | "PASSWORD_RESET" | "INVITED" | "INVITATION_REVOKED" | "INVITATION_ACCEPTED" | "JEWELLER_APPROVED" | "JEWELLER_REJECTED" | "JEWELLER_SUSPENDED" | "JEWELLER_ACTIVATED" | "JEWELLER_CHANGED" | "NOTE_ADDED" | "WHATSAPP_CONNECTED" | "TEMPLATE_CREATED" | "TEMPLATE_APPROVAL_SET" | "SENDING_STOPPED" | "SENDING_RELEASED";
                actorId?: string;
                jewellerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description AuditPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.listDeadMails": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DeadMailPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadMailPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.approveJeweller": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jewellerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Jeweller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jeweller"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The status of the jeweller forbids this; `status` is the present one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerStatusRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.rejectJeweller": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jewellerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusReason"];
            };
        };
        responses: {
            /** @description Jeweller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jeweller"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The status of the jeweller forbids this; `status` is the present one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerStatusRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.suspendJeweller": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jewellerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusReason"];
            };
        };
        responses: {
            /** @description Jeweller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jeweller"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The status of the jeweller forbids this; `status` is the present one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerStatusRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.activateJeweller": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jewellerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Jeweller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jeweller"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The status of the jeweller forbids this; `status` is the present one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerStatusRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "admin.listSetAsideWebhooks": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SetAsideWebhookPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAsideWebhookPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "jeweller.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Jeweller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jeweller"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "jeweller.change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JewellerChange"];
            };
        };
        responses: {
            /** @description Jeweller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jeweller"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "whatsAppAccount.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description WhatsAppAccount */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsAppAccount"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The jeweller has not connected WhatsApp yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsAppNotConnected"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "whatsAppAccount.connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Connection"];
            };
        };
        responses: {
            /** @description WhatsAppAccount */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsAppAccount"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description Another jeweller has connected this number. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneNumberIdTaken"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description WhatsApp does not take the access token, or not for this WABA; `reason` says why. Nothing was stored. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsAppTokenRefused"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"] | components["schemas"]["WhatsAppUnavailable"];
                };
            };
        };
    };
    "contacts.list": {
        parameters: {
            query?: {
                /** @description Only contacts of this segment. */
                segment?: "GOLD_LOAN" | "GOLD_SIP" | "MARKETING";
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ContactPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "contacts.statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One per segment, also of those without contacts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactStatistics"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "contacts.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Contact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such contact for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "contacts.optOut": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptOut"];
            };
        };
        responses: {
            /** @description Contact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such contact for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "contacts.optIn": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptIn"];
            };
        };
        responses: {
            /** @description Contact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such contact for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description A refusal is not lifted without a reason. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonMissing"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "imports.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A CSV file with a row of headings, at most 32 MB.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Import */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The status of the jeweller forbids this; `status` is the present one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerStatusRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The file cannot be imported at all; `reason` says what to change. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportFileRefused"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "imports.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Import */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such import for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "imports.listRows": {
        parameters: {
            query?: {
                /** @description Only rows of this kind. A page may then hold fewer rows than `limit`, or none, and still have a next one. */
                kind?: "FAILED" | "DUPLICATE";
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ImportRowPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRowPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such import for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "templates.list": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description TemplatePage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "templates.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTemplate"];
            };
        };
        responses: {
            /** @description Template */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description Another template has this name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateNameTaken"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The texts break WhatsApp's rules; `faults` names every place. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateRefused"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "templates.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Template */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such template for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "templates.listApprovals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One per translation that WhatsApp has judged; at most one per language. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateApprovals"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such template for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateNotFound"];
                };
            };
            /** @description The jeweller has not connected WhatsApp yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsAppNotConnected"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "templates.setApproval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApproval"];
            };
        };
        responses: {
            /** @description One per translation that WhatsApp has judged; at most one per language. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateApprovals"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such template for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateNotFound"] | components["schemas"]["TranslationNotFound"];
                };
            };
            /** @description The jeweller has not connected WhatsApp yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsAppNotConnected"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "templates.coverage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description TemplateCoverage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateCoverage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such template for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateNotFound"] | components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The jeweller has not connected WhatsApp yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsAppNotConnected"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "schedules.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewSchedule"];
            };
        };
        responses: {
            /** @description SchedulePreview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePreview"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.list": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CampaignPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description Campaign */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such jeweller for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerNotFound"] | components["schemas"]["TemplateNotFound"];
                };
            };
            /** @description The status of the jeweller forbids this; `status` is the present one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JewellerStatusRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description A UTILITY campaign names no segment. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentRequired"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Campaign */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such campaign for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.getFigures": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CampaignFigures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignFigures"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such campaign for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.activate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Campaign */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such campaign for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignNotFound"] | components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The status of the campaign forbids this; `status` is the present one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignStatusRefused"] | components["schemas"]["JewellerStatusRefused"] | components["schemas"]["WhatsAppNotConnected"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description No time of the campaign is left. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignTimePassed"] | components["schemas"]["NoApprovedTranslation"] | components["schemas"]["TemplateCategoryChanged"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Campaign */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such campaign for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignNotFound"];
                };
            };
            /** @description The status of the campaign forbids this; `status` is the present one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignStatusRefused"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.changeSchedule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSchedule"];
            };
        };
        responses: {
            /** @description Campaign */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such campaign for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignNotFound"];
                };
            };
            /** @description The campaign is completed and keeps its schedule. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignCompleted"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description No time of the campaign is left. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignTimePassed"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.nextOccurrences": {
        parameters: {
            query?: {
                /** @description How many next times. */
                count?: number;
            };
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SchedulePreview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePreview"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such campaign for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.explainDue": {
        parameters: {
            query?: {
                /** @description The day, in the schedule's zone. Absent: today. */
                on?: string;
                /** @description `true`: only those who get one. `false`: only the others. */
                due?: "true" | "false";
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DueContactPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DueContactPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such campaign for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignNotFound"] | components["schemas"]["TemplateNotFound"] | components["schemas"]["JewellerNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The campaign goes by the calendar, and nobody in particular is due. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoReminders"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "campaigns.listRuns": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description RunPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such campaign for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "runs.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description RunReport */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunReport"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such run for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "runs.listMessages": {
        parameters: {
            query?: {
                /** @description Only messages in this state. */
                state?: "QUEUED" | "SENDING" | "UNCONFIRMED" | "SENT" | "DELIVERED" | "READ" | "FAILED" | "CANCELLED";
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description MessagePage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such run for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "runs.listSkips": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SkipPage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkipPage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such run for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "runs.explainContact": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ExplainedContact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainedContact"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description There is no such run for the caller; it may belong to somebody else. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunNotFound"] | components["schemas"]["ContactNotFound"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
    "inbound.list": {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where the page begins: `nextCursor` of the page before. Leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description InboundMessagePage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundMessagePage"];
                };
            };
            /** @description The request does not have the documented shape; `faults` names every place. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The access token is missing, wrong or too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The role of the caller does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The body is larger than this route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLarge"];
                };
            };
            /** @description The address or the account has made too many requests; the header Retry-After says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description A fault of ours; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description Something does not answer at the moment. Nothing was changed; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailable"];
                };
            };
        };
    };
}
