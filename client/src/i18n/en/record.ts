export const record = {
  title: 'What we said',
} as const
