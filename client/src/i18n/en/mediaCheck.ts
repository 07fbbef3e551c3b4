/** For whoever looks after the place: can people behind strict networks meet? */
export const mediaCheck = {
  title: 'Sound and picture',
  lead: 'Some networks stop sound and picture. A relay helps people there to meet.',
  go: 'Ask the relay now',
  connection: 'Try the connection of this device',
  yes: 'Yes. Two people behind strict networks can meet.',
  some: 'Perhaps. One way through the relay works, and another does not.',
  no: 'No. Two people behind strict networks have no way to meet now.',
  none: 'No relay is set. People in hospitals and offices may not be heard. Set TURN_URLS and TURN_SECRET.',
  answer: {
    works: '{{url}}: it works. A word went through it.',
    silent: '{{url}}: nobody answers there. Look at its address, its port and the firewall.',
    refused:
      '{{url}}: it does not take our key. Here its name is TURN_SECRET. There it is static-auth-secret. Make them the same.',
    shut: '{{url}}: it answers, and lets nothing through. Look at denied-peer-ip and at its ports.',
  },
  crowded:
    'On {{day}} seven or more were in one circle. Their pictures rested, so that the sound held. LiveKit would carry them.',
  hide: {
    none: 'Nobody can hide where they are: that needs a relay. So the choice is not offered.',
    offered: 'Whoever comes in may choose “Hide where I am”. The relay then speaks in their place.',
  },
  relayOnly: 'All sound and picture go through the relay. Nobody learns anybody’s address.',
  mesh: 'Sound and picture go from device to device. Up to six devices send pictures. For larger circles use LiveKit.',
  livekit: {
    works: 'Sound and picture go through LiveKit. Your server there answers.',
    silent: 'Your LiveKit server is silent. Look at LIVEKIT_URL and its key.',
  },
} as const
