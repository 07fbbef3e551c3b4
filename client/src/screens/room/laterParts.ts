import { later } from '../parts/later.tsx'

/**
 * What nobody needs in the first minute of a meeting. Each comes when it is first shown, or quietly before (useWarm):
 * when the line goes in the middle of a closing, the closing is here.
 */
export const AskToReflect = later(async () => (await import('./later/AskToReflect.tsx')).AskToReflect)
export const ReflectingNow = later(async () => (await import('./later/Reflecting.tsx')).ReflectingNow)
export const DecisionStands = later(async () => (await import('./later/DecisionStands.tsx')).DecisionStands)
export const QuestionStands = later(async () => (await import('./later/QuestionStands.tsx')).QuestionStands)
export const StepStands = later(async () => (await import('./later/StepStands.tsx')).StepStands)
export const PeopleAtDevice = later(async () => (await import('./later/PeopleAtDevice.tsx')).PeopleAtDevice)
export const More = later(async () => (await import('./later/More.tsx')).More)
export const CannotHear = later(async () => (await import('./later/CannotHear.tsx')).CannotHear)
export const SmallWindow = later(async () => (await import('./later/SmallWindow.tsx')).SmallWindow)
export const ClosingNow = later(async () => (await import('./later/Closing.tsx')).ClosingNow)
export const ClosingRead = later(async () => (await import('./later/Closing.tsx')).ClosingRead)
export const Landing = later(async () => (await import('./later/Landing.tsx')).Landing)

export const laterParts = [
  AskToReflect,
  ReflectingNow,
  DecisionStands,
  QuestionStands,
  StepStands,
  PeopleAtDevice,
  More,
  CannotHear,
  ClosingNow,
  ClosingRead,
  Landing,
] as const
export const RoomHistory = later(async () => (await import('./history/RoomHistory.tsx')).RoomHistory)
