import { describe, expect, it } from 'vitest'
import type { Kind } from './network.ts'
import { byFirstName, isNetworkSide } from './network.ts'

describe('a network', () => {
  it('D4: only the person at the centre and their people open the door', () => {
    const kinds: readonly Kind[] = ['centre', 'network', 'practitioner', 'interpreter', 'advocate', 'guest']
    expect(kinds.filter(isNetworkSide)).toEqual(['centre', 'network'])
  })

  it('is shown by first name, with letters of every language in their place', () => {
    const names = ['Tomas', 'Åse', 'elena', 'Maria', 'Émile', 'Aino']
    expect(byFirstName(names.map(name => ({ name }))).map(({ name }) => name)).toEqual([
      'Aino',
      'Åse',
      'elena',
      'Émile',
      'Maria',
      'Tomas',
    ])
  })

  it('leaves the list it was given as it was', () => {
    const given = [{ name: 'Tomas' }, { name: 'Aino' }]
    byFirstName(given)
    expect(given.map(({ name }) => name)).toEqual(['Tomas', 'Aino'])
  })
})
