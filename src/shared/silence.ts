/** Nothing has come of an answer for a while: it is for the user to say whether it is waited for. */
export interface Silence {
  /** For how long nothing had come when this was asked, in seconds. */
  readonly seconds: number;
  /** Whether its server can be asked how it stands. */
  readonly canAsk?: true;
  /** Set while it is being asked. */
  readonly asking?: true;
}
