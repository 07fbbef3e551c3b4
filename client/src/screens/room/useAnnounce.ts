import { useEffect } from 'react'
import { t } from '../../i18n/i18n.ts'
import { tellLately } from '../../meeting/announcing.ts'
import { nameOf } from '../../meeting/people.ts'
import type { Room } from '../../meeting/room.ts'
import { announce } from '../../ui/Notice.tsx'

/** For people who listen to the screen: who comes and goes at once, what is written once in a while. */
export function useAnnounce(room: Room): void {
  useEffect(() => {
    const gone = new AbortController()
    const state = () => room.live.state.getState().room
    const name = (person: Parameters<typeof nameOf>[1]): string => {
      const now = state()
      return (now && nameOf(now, person)) ?? t('room.someone')
    }
    const listen = (): void => {
      const entries = room.pages.getState()?.entries
      if (!entries) return
      const { clock } = room
      tellLately({
        entries,
        clock,
        signal: gone.signal,
        tell: ({ added, changed }) => {
          const said = added.map(({ author, kind }) => t(`room.announce.added.${kind}`, { name: name(author) }))
          if (said.length === 0 && changed) said.push(t('room.announce.changed'))
          announce(said.join('. '))
        },
      })
    }
    listen()
    const stopPages = room.pages.subscribe(listen)
    const stopHearing = room.live.state.subscribe((now, before) => {
      for (const person of now.cannotHear)
        if (person !== now.you && !before.cannotHear.includes(person))
          announce(t('media.circle.cannotHearSaid', { name: name(person) }))
    })
    const stopHappened = room.live.onHappened(({ event }) => {
      const { you } = room.live.state.getState()
      switch (event.is) {
        case 'arrived':
        case 'seated':
          if (event.person.id !== you) announce(t('room.announce.arrived', { name: event.person.name }))
          return
        case 'unseated':
          return announce(t('room.announce.left', { name: name(event.person) }))
        case 'stepped-out':
          return announce(t('room.announce.out', { name: name(event.person) }))
        case 'came-back':
          return announce(t('room.announce.back', { name: name(event.person) }))
        default:
          return
      }
    })
    return () => {
      gone.abort()
      stopPages()
      stopHappened()
      stopHearing()
    }
  }, [room])
}
