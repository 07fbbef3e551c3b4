/** The help page itself is public/help.html: it needs no JavaScript. These are words around it. */
export const help = {
  title: 'Help now',
  opens: 'The page for help opens beside this one.',
} as const
