export const staff = {
  title: 'The team',
} as const
