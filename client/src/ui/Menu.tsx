import type { ReactNode } from 'react'
import { lazy, Suspense } from 'react'
import { Button } from './Button.tsx'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly onAction: () => void
}
export interface MenuProps {
  readonly label: string
  readonly icon?: ReactNode
  readonly items: readonly MenuItem[]
}

const MenuBody = lazy(async () => ({ default: (await import('./MenuBody.tsx')).MenuBody }))

/** A few more things to do, behind one button with a word on it. */
export function Menu(props: MenuProps) {
  return (
    <Suspense
      fallback={
        <Button busy icon={props.icon}>
          {props.label}
        </Button>
      }
    >
      <MenuBody {...props} />
    </Suspense>
  )
}
