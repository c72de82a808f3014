/** What this machine remembers of what it has made at servers: JSON values by connection, kind and id, on the disk before each method returns. */
export interface ServerRecord {
  entries(connectionId: string, kind: string): readonly (readonly [id: string, value: unknown])[];
  put(connectionId: string, kind: string, id: string, value: unknown): void;
  remove(connectionId: string, kind: string, id: string): void;
}
