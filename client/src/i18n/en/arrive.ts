export const arrive = {
  title: 'Come in',
} as const
