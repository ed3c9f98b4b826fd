/** What the bench and its child processes say to each other. */

/** What a side needs to know, as JSON in its first argument. */
export interface Settings {
  readonly databaseUrl: string
  readonly redisUrl: string
  /** Of every key in Redis. */
  readonly prefix: string
  readonly whatsappUrl: string
  readonly inFlight: number
  readonly tokenKeys: string
  readonly personKey: string
}

export interface Message {
  readonly phoneNumberId: string
  readonly to: string
  readonly templateName: string
  readonly language: string
  readonly body: ReadonlyArray<{ readonly name: string; readonly text: string }>
  readonly token: string
}

export type Order =
  /** Before the time that is measured: whatever is not in the database yet. */
  | { readonly _tag: "Prepare"; readonly messages: ReadonlyArray<Message> }
  | { readonly _tag: "Go"; readonly messages: number }
  | { readonly _tag: "Stop" }

export type Word =
  | { readonly _tag: "Ready" }
  /** Processor seconds of the process since it was told to go. */
  | { readonly _tag: "Done"; readonly cpu: number }

export interface MockReport {
  readonly requests: number
  readonly recipients: number
  readonly tokens: number
  readonly cpu: number
}
