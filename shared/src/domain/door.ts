/** arranged → waiting → open ⇄ paused → closing → ended. The door rules D1–D7 stand in decideDoor. */
export type Phase = 'arranged' | 'waiting' | 'open' | 'paused' | 'closing' | 'ended'

export type DoorEvent =
  | { readonly is: 'waiting-began' }
  | { readonly is: 'door-opened' }
  | { readonly is: 'door-paused' }
