import css from './Circle.module.css'

const seats = 7

/** A circle of equal places. A picture only; it says nothing that the words do not. */
export function Circle() {
  return (
    <svg className={css.circle} viewBox="-50 -50 100 100" aria-hidden="true" focusable="false">
      {Array.from({ length: seats }, (_, seat) => {
        const angle = (seat / seats) * 2 * Math.PI - Math.PI / 2
        return (
          <circle
            key={angle}
            className={css[`seat${seat % 4}`]}
            cx={Math.cos(angle) * 36}
            cy={Math.sin(angle) * 36}
            r="10.5"
          />
        )
      })}
    </svg>
  )
}
