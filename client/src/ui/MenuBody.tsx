import { Menu, MenuItem, MenuTrigger, Popover, Button as Trigger } from 'react-aria-components'
import button from './Button.module.css'
import type { MenuProps } from './Menu.tsx'
import css from './MenuBody.module.css'

export function MenuBody({ label, icon, items }: MenuProps) {
  return (
    <MenuTrigger>
      <Trigger className={`${button.button} ${button.quiet}`}>
        {icon}
        <span>{label}</span>
      </Trigger>
      <Popover className={css.popover ?? ''}>
        <Menu className={css.menu ?? ''} aria-label={label}>
          {items.map(item => (
            <MenuItem key={item.id} id={item.id} className={css.item ?? ''} onAction={item.onAction}>
              {item.icon}
              <span>{item.label}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
