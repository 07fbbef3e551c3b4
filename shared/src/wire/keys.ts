/** The number of a key of sound and picture stands in one byte of each frame: its turn, counted round. */
export const keyPlaces = 256
