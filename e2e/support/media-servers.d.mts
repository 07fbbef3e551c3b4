/** Types of media-servers.mjs, which runs on the Node that a machine has and so is no TypeScript. */
export declare const howToGetLiveKit: string
export declare const howToGetCoturn: string
export declare function findLiveKit(): string | null
export declare function findCoturn(): string | null
