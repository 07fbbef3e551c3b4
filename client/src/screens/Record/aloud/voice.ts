type Offered = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>

/**
 * A voice of this device that speaks the language of the page. Never an online one: it would send people's words out of
 * the house, to be turned into sound elsewhere. None: nothing is offered.
 */
export function voiceFor<Voice extends Offered>(voices: readonly Voice[], lang: string): Voice | null {
  const ours = voices.filter(voice => voice.localService === true && speech(voice.lang) === speech(lang))
  const rank = (voice: Voice) => (whole(voice.lang) === whole(lang) ? 2 : 0) + (voice.default ? 1 : 0)
  return ours.reduce<Voice | null>((best, voice) => (best === null || rank(voice) > rank(best) ? voice : best), null)
}

/** Some phones write en_GB. */
const whole = (lang: string): string => lang.toLowerCase().replaceAll('_', '-')
const speech = (lang: string): string | undefined => whole(lang).split('-')[0]
