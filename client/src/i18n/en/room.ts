export const room = {
  title: 'The room',
} as const
