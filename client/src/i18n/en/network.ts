export const network = {
  title: 'Network',
} as const
