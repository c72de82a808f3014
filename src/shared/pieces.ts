/** The most bytes of a file that cross the wire at once. */
export const pieceLimit = 262_144;

/** What such a piece takes in base64, in letters. */
export const pieceLetters = Math.ceil(pieceLimit / 3) * 4;
