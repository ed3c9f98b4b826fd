import { script } from "./script.js"

/**
 * No key from attempts to messages. An attempt is only ever stored for a message that the same statement has just changed,
 * and messages are not deleted. The key's check looked up and locked the message once more for each attempt, which was a
 * thirteenth of PostgreSQL's time for a message.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
alter table message_attempts drop constraint message_attempts_message_id_fkey;
`)
