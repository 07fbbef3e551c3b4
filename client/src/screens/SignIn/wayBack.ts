/** Where somebody wanted to go before they signed in. Only a page of this place: an address from elsewhere is not followed. */
export const wayBack = (to: string | null): string => (to && /^\/[a-z]/.test(to) ? to : '/networks')
