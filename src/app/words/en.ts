// All texts of the page in English; de.ts has them in German. Sentences from below the app are in de-sentences.ts. The
// order is that of the folders of src/app. Both files are long so that a translator sees everything at once.
import { pluralOf } from './plural.ts';

const plural = pluralOf('en');
/** For example "1 person is", "2 people are". */
const peopleAre = (count: number) => plural(count, { one: '1 person is', other: '# people are' });

export const en = {
  close: 'Close',
  cancel: 'Cancel',
  done: 'Done',
  later: 'Later',
  undo: 'Undo',
  remove: 'Remove',
  start: 'Start',
  stop: 'Stop',
  pause: 'Pause',
  goOn: 'Resume',
  giveUp: 'Cancel',
  save: 'Save',
  kindOfFile: 'Kind of file',
  texture: 'Texture from the room',
  refine: 'Refine what is invented',
  machine: 'What runs here',
  thisDidNotWork: (reason: string, what: string) =>
    `This did not work (${reason}). ${what} is still here; try again.`,

  page: {
    shutTitle: 'Shutter closed · Vanish',
    filmIsOn: 'A film is being cloaked. Let it finish, or cancel it first.',
    lookAtIt: 'Look at it',
    canBeCloaked: (name: string) => `${name} can be cloaked as a whole.`,
    controls: 'Controls',
    more: 'More',
    noSmallWindow: 'This browser refuses a small window for the picture.',
    addressProblem: (part: string, allowed: string) =>
      `The address asks for ${part}, which does not exist. Vanish ignores it. It can be ${allowed}.`,
    aSize: 'a width and a height in pixels, for example 1280x720',
  },

  privacy: {
    promise: 'No pixel leaves this machine.',
    lead: 'The camera’s picture is cloaked inside this page, by your own processor. You don’t have to take our word for it:',
    points: [
      [
        'The browser forbids it.',
        'This page’s policy (Content-Security-Policy) only lets it fetch and load its own files. Vanish uses nothing that such a policy does not cover (WebRTC, or moving to another page).',
      ],
      ['Pull the plug.', 'Once the page has been opened, it works without the network.'],
      ['Watch it.', 'The network tab of the browser’s developer tools shows every request.'],
    ] as readonly (readonly [string, string])[],
    kept: 'Kept in this browser until you delete it: your clips, the variants you used and your choices. What the camera has seen of your room is forgotten when the camera stops.',
  },

  drawer: {
    label: 'More',
    room: 'The room',
    hidden: 'What is hidden',
    invented: 'What is invented',
    camera: 'Camera',
    recording: 'Recording',
    made: 'What you made',
    about: 'About this page',
    rememberTold:
      'Where you stand, Vanish shows the real room that the camera saw there before. When this is off, every picture is invented from scratch.',
    refineTold: 'Invented areas get the sharpness and noise of your camera.',
    textureTold: 'Copies detail from the room into invented areas. It appears within two seconds.',
    variantsTold: 'Other networks invent differently: choose one, or bring your own.',
    lockTold:
      'Exposure, white balance and focus stay as they are, so that the remembered room fits.',
    hideMoreTold: 'A wider margin around people, things to remove, and zones of the picture.',
    chooseTold: 'Click the people who should stay; everybody else vanishes.',
    filmTold: 'Frame by frame, however long it takes: nothing is left out.',
    callWindow: 'Window for calls and OBS',
    callTold: 'The picture alone, for OBS, Zoom, Teams or Meet to capture.',
    language: 'Language',
    languageNotLoaded: (name: string) => `${name} could not be loaded: there is no connection.`,
    cleanSize: 'Size',
  },

  keys: {
    label: 'Keys',
    does: {
      c: 'Turn the cloak on or off',
      b: 'Shutter: show only the remembered room until you press it again',
      z: 'Draw zones that always show the room, or stop drawing',
      k: 'Choose who is kept in the picture, or stop choosing',
      t: 'Point at things to remove, or stop pointing',
      r: 'Record, or stop recording',
      s: 'Take a snapshot',
      v: 'Next view',
      m: 'Mirror the picture',
      f: 'Full screen',
      p: 'Small window on top of all others',
      '?': 'Show these keys',
    },
  },

  update: {
    newer: 'A new version of Vanish is ready.',
    load: 'Load it',
    otherTab:
      'Another tab is recording, cloaking a film, or holding unsaved clips. The new version waits for it.',
  },

  status: {
    cannotCloak:
      'This browser lacks what the cloak needs (WebCodecs and OffscreenCanvas), ' +
      'or it is switched off. Nothing is shown. Open the page in a current Chrome, Edge, Firefox or Safari, ' +
      'with hardware acceleration on.',
    allowCamera: 'Allow the camera, and step in front of it.',
    openingVideo: 'Opening the video …',
    notBeforeReady: 'Nothing is shown before the cloak is ready.',
    gettingReady: 'The cloak is getting ready.',
    ready: 'The cloak is ready.',
    shutterCloses: 'The shutter is closing.',
    firstPicture: 'The first picture is on its way.',
    off: (title: string) => `The cloak is off: ${title} is shown as it is.`,
    on: 'The cloak is on.',
    shutRoom: 'Shutter closed: the room as remembered.',
    shutUnknown: 'Shutter closed: a plain picture, as nothing of the room is known yet.',
    shutForgotten: 'Shutter closed: a plain picture, as the room is not remembered.',
    notCloaked:
      'Pictures are coming in, but none could be cloaked. Nothing new is shown. Press Stop, and start again.',
    noPictureFrom: (title: string) => `No pictures are coming from ${title}. Nothing new is shown.`,
    cameraMuted:
      'The camera is muted: its switch, its shutter or the system is blocking the picture. Nothing new is shown. Switch it on again.',
    noCameraPicture:
      'No pictures are coming from the camera. Nothing new is shown. Close other programs that may use it, or press Stop and Start camera.',
    lookingAtRoomPicture: 'Checking whether the picture shows this room …',
  },

  engine: {
    framesPerSecond: (count: string) => `${count} frames per second`,
    onnx: (place: string) => `ONNX Runtime on ${place}`,
    oneThread: 'It runs on one thread, which is slower: this host does not isolate the page.',
    measure: 'Measure how fast this machine is',
    starting: 'Starting',
    startingAgain: 'Starting again',
    notMeasured: (tier: string) => `${tier}: not measured`,
    perRun: (tier: string, time: string) => `${tier}: ${time} per run of the generator`,
  },

  stage: {
    picture: 'Cloaked picture',
    opening: ['Step in front of the camera.', 'Disappear.'] as readonly [string, string],
    gettingReady: 'Getting ready',
    theFirstPicture: 'The first picture',
    view: 'View',
    views: {
      cloaked: 'Cloaked',
      split: 'Before and after',
      mask: 'Mask',
      plate: 'Room',
      confidence: 'Known',
    },
    viewsTold: {
      cloaked: 'What others see.',
      split: 'A line to drag: the camera’s picture on its left, the cloaked one on its right.',
      mask: 'Green marks what is replaced.',
      plate: 'The room as it is remembered.',
      confidence: 'Which parts of the room were seen, and which are guessed.',
    },
    onlyCloakedRecorded: 'While recording, only the cloaked picture is shown.',
    onlyCloakedFilm: 'While a film is cloaked, only the cloaked picture is shown.',
    colours: 'Colours',
    known: { seen: 'Seen', guessed: 'Guessed', unknown: 'Not yet known' },
    splitLine: 'Line between before and after',
    splitAt: (percent: number) => `${percent}% before`,
    before: 'Before',
    after: 'After',
    shutter: 'Shutter',
    shutterTold: 'Shutter (B): only the room as remembered is shown, recorded and sent',
    mirror: 'Mirror',
    mirrorTold: 'Mirror (M): on this page only, not in recordings',
    small: 'Small window',
    smallTold: 'Small window on top of all others (P)',
    full: 'Full screen',
    fullTold: 'Full screen (F)',
    guide: 'First steps',
    guideSteps: {
      gone: 'You are gone. What the camera has never seen behind you is invented.',
      aside: 'Step aside once: Vanish remembers the real room, and shows that.',
      still: 'Keep the camera still. V shows before and after, R records.',
    },
    ofSteps: (at: number, all: number) => `${at} of ${all}`,
    skip: 'Skip',
    next: 'Next',
    sizeAndRate: (width: number, height: number, rate: string) =>
      `${width} × ${height}, ${rate} frames a second`,
  },

  source: {
    camera: 'Start camera',
    demo: 'Play the demo',
    file: 'Open a file',
    whichCamera: 'Camera',
    options: 'Camera options',
    picture: 'Picture',
    lines: (height: number) => `${height} lines`,
    frames: 'Frames',
    asCamera: 'the camera’s choice',
    upTo: (rate: number) => `up to ${rate} a second`,
    optionsTold:
      'A camera that lacks a mode uses the nearest one it has. Larger pictures take longer to cloak.',
    lock: 'Lock the camera',
    drop: 'Drop a video or photos, and everybody in them disappears. Or drop the folder of a variant, or an .onnx file.',
    dropThis: 'Drop a video, photos, the folder of a variant, or an .onnx file.',
    noFile: 'That contained no file.',
    hiddenFile: 'That was only a hidden file.',
    leftAside: (name: string) => `${name} was ignored. Drop it on its own to open it.`,
    noPhotoBeside: 'What was dropped with them is not a photo.',
    noneOf: (count: number) => `None of those ${count} files is a video, a photo or a variant.`,
    opened: (name: string) => `${name} was opened.`,
    severalVideos: (count: number, opened: string) =>
      `${count} videos were dropped. ${opened} Drop the others one at a time.`,
    noVideoBeside: 'What was dropped with it is not a video.',
    tooMany: (most: number) =>
      `That is more than ${most} files, and none was opened. Drop one video, or the folder of one variant.`,
    demoInstead: 'The demo plays instead.',
    goesOnWith: (title: string) => `Vanish continues with ${title}.`,
    nothingShown: 'Nothing is shown.',
    staysLocked: 'It stays as it is.',
    staysUnlocked: 'It keeps adjusting itself.',
    cameraEffects: {
      backgroundBlur:
        'The camera blurs the background, so your outline may show. Turn that off in the system’s camera settings.',
      faceFraming:
        'The camera follows you, so its picture keeps moving. Turn automatic framing off in the system’s camera settings.',
    },
  },

  hiding: {
    cloak: 'Cloak',
    hideMore: 'Hide more',
    margin: 'Margin around people',
    marginTold:
      'As a share of the picture’s longer side. A wider margin hides hair, blur and shadows better, but more of the room has to be known or invented.',
    removeThing: 'Remove a thing',
    showAll: 'Show all',
    thingTold:
      'Point at a thing to remove it, even while it is moved. Vanish shows what is behind it where the camera has seen that, and invents the rest.',
    drawZones: 'Draw zones',
    clear: 'Clear',
    zones: (count: number) => plural(count, { zero: 'No zone', one: '1 zone', other: '# zones' }),
    zonesTold:
      'Zones always show the room as it was known when they were drawn: draw one over a door, a bed or a screen. What was not known by then, or has not been seen since the page was opened, is invented.',
    zonesCleared: 'All zones are cleared.',
    bringRoom: 'Bring a picture of the room',
    bringRoomTold:
      'A picture of the empty room, taken from where the camera is, fills in what the camera has not seen. People in it are left out. If the picture does not fit, it is refused.',
    choose: 'Choose people',
    chooseTold: 'Choose who is kept in the picture',
    hideEverybody: 'Hide everybody',
    hideOnly: 'Hide only this one',
    people: 'People',
    peopleKeys:
      'Arrow keys move from person to person, Enter keeps or hides them, Shift+Enter hides only them.',
    nobodyFound: 'Nobody was found in the picture.',
    clickWhoStays: 'Click the people who should stay.',
    tag: { hidden: 'Hidden', kept: 'Kept', tooNear: 'Too near' },
    hiddenAgain: 'Hidden again.',
    keptNow: 'Kept in the picture.',
    hiddenOnly: 'Hidden; everybody else is kept in the picture.',
    everybodyHidden: 'Everybody is hidden.',
    kept: (count: number) => `${peopleAre(count)} kept in the picture.`,
    keptTooNear: (count: number) =>
      `${peopleAre(count)} kept in the picture, but hidden while somebody else is too near.`,
    keptIn: (count: number) =>
      plural(count, {
        one: '1 person was kept in the picture.',
        other: 'Up to # people were kept in the picture.',
      }),
    person: (
      isTogether: boolean,
      number: number,
      all: number,
      place: 'left' | 'middle' | 'right',
      isKept: boolean,
    ) =>
      `${isTogether ? 'People together' : 'Person'} ${number} of ${all}, ${
        { left: 'on the left', middle: 'in the middle', right: 'on the right' }[place]
      }, ${isKept ? 'kept' : 'hidden'}`,
    things: 'Things',
    thingCount: (count: number) =>
      plural(count, { zero: 'No thing', one: '1 thing', other: '# things' }),
    thingsRemoved: (count: number) =>
      plural(count, { one: '1 thing is removed', other: '# things are removed' }),
    lastStaysHidden: 'the place where one was last seen stays hidden.',
    removed: 'Removed.',
    shownAgain: 'Shown again.',
    clickThing: 'Click a thing to remove it, and again to bring it back.',
    thingKeys: 'Keys: arrows move a cursor, Shift moves it finely, Enter removes.',
    cursorAt: (left: string, top: string, isOnThing: boolean) =>
      `${isOnThing ? 'On a removed thing: ' : ''}${left} from the left, ${top} from the top`,
    zonesBoard: 'Zones',
    paintOver: 'Paint over what must never show.',
    zoneKeys: 'Keys: arrows move a rectangle, Shift resizes it, Enter hides it.',
    zoneHidden: (zones: string) => `Hidden. ${zones}.`,
    rectangle: (width: string, height: string, left: string, top: string) =>
      `${width} wide, ${height} high, ${left} from the left, ${top} from the top`,
  },

  room: {
    remember: 'Remember the room',
    learn: 'Learn the room',
    known: 'What is known of the room',
    seenOfRoom: (share: string) => `The room: ${share} seen`,
    allSeen: (isCamera: boolean) => `Behind ${isCamera ? 'you' : 'them'}: all seen`,
    seenBehind: (isCamera: boolean, seen: string, guessed: string) =>
      `Behind ${isCamera ? 'you' : 'them'}: ${seen} seen, ${guessed} guessed`,
    stepAside: 'Step aside for two seconds, and the cloak is perfect.',
    untilTheyStepAside: 'What is behind them is guessed until they step aside.',
    isKnown: 'The room is known.',
    isKnownComeBack: 'The room is known: come back in.',
    notLearned: (rest: string) =>
      `${rest} of the room could not be learned. Hold the camera still and try again.`,
    somebodyStayed: (rest: string) =>
      `Somebody was still in the picture: ${rest} of it remains guessed.`,
    noPictures: 'No pictures came, so the room was not learned. Try again once the picture moves.',
    looks: 'Vanish is looking at the room …',
    stepOut: 'Step out of the picture: Vanish will look at the room in three seconds.',
    stepOutShort: 'Step out of the picture',
    willLook: 'Vanish will look at the room in three seconds.',
    willLookShort: 'Vanish will look at the room',
  },

  recording: {
    record: 'Record',
    isOn: 'Recording',
    options: 'Recording options',
    snapshot: 'Snapshot',
    microphone: 'Record the microphone',
    whichMicrophone: 'Microphone',
    allowMicrophone: 'Allow the microphone first.',
    noSoundHere:
      'This browser does not give pages the microphone’s sound. Recordings have no sound.',
    noSound: 'Recordings have no sound.',
    microphoneLost:
      'The microphone was unplugged or taken away. A recording continues without sound. ' +
      'Plug it in and switch it on again for the next one.',
    loudness: 'Loudness',
    beside: 'With the original beside it',
    besideTold: 'Before on the left, after on the right: you are visible in this recording.',
    aloneTold:
      'Only the cloaked picture is recorded, and never mirrored. It is kept on this machine.',
    phases: { idle: '', recording: 'Recording', paused: 'Paused', finishing: 'Finishing …' },
    lost: (count: number) => `${count} lost`,
    mute: 'Mute',
    stop: 'Stop',
    stopWhat: 'recording',
    pictureEnded: 'The picture ended, and with it the recording. It is kept.',
    recorded: (time: string) => `Recorded ${time}.`,
    nothing: 'There was no picture: nothing was recorded.',
    snapshotSaved: (name: string) => `The picture was saved as “${name}”.`,
    clipsUnread: (reason: string) => `Earlier clips could not be read. ${reason}`,
    nothingRecorded: 'Nothing was recorded.',
    keptSoFar:
      'What was recorded until then is kept, and will be offered in a moment. You can continue recording.',
    lostInMemory:
      'This browser keeps clips in memory only: what was not saved is lost. You can continue recording.',
  },

  clips: {
    label: 'Clips',
    name: 'Name',
    delete: 'Delete',
    none: 'There are no clips. Record one.',
    cutShort: 'cut short',
    lasting: 'Clips are kept in this browser, on this machine, until you delete them.',
    passing: 'This browser keeps clips only until the page is closed: save what you want to keep.',
    theClip: 'The clip',
    wereCutShort: (count: number) =>
      plural(count, {
        one: 'A recording was cut short. What was recorded is kept.',
        other: '# recordings were cut short. What was recorded is kept.',
      }),
    savedAs: (name: string) => `Saved as “${name}”. It is kept here too.`,
    deleted: (name: string) => `“${name}” was deleted.`,
    back: (name: string) => `“${name}” is back.`,
  },

  film: {
    label: 'Film',
    whole: 'Cloak the whole film',
    reading: 'Reading the film …',
    facts: (size: string, time: string, frames: number, rate: string, hasSound: boolean) =>
      `${size} pixels, ${time}, ${frames} frames (${rate} a second), ${hasSound ? 'with' : 'without'} sound`,
    everyFrame:
      'Every frame goes through the cloak, however long that takes. The sound, the length and the number of frames stay as they are.',
    smaller: (size: string) => `It becomes ${size} pixels: larger films are scaled down.`,
    highRange:
      'The film has a high dynamic range. The cloaked one does not, and its colours will differ: export the film with a standard range first if that matters.',
    silent: 'This browser cannot put the film’s sound into this kind of file. It will be silent.',
    twoPasses: 'Look at the whole film first',
    twoPassesTold:
      'What the film shows of the room later is then known from its first frame on. It takes up to a third longer.',
    isShut:
      'The shutter is closed: nothing of the film would show. Open it first, with B or in the picture’s corner.',
    paused: 'Paused',
    looking: 'Looking at the room',
    cloaking: 'Cloaking',
    progress: 'Progress',
    frameOf: (at: number, all: number) => `${at} of ${all}`,
    left: (time: string) => `${time} left`,
    givenUp: 'The film was cancelled. Nothing was kept.',
    isCloaked: (name: string) => `“${name}” is cloaked.`,
    cloakedName: (name: string) => `${name} cloaked`,
  },

  variants: {
    label: 'Variants',
    told: 'Each has its own way of inventing what the camera has never seen of your room. You can switch while the picture is running.',
    inUse: 'In use',
    yours: 'Yours',
    size: 'Size',
    keptHere: 'kept here',
    speed: 'Speed here',
    notMeasuredYet: 'not measured yet',
    quality: 'Quality',
    noFigures: 'not measured: its card has no figures',
    licence: 'Licence',
    before: 'Before',
    after: 'After',
    pictures: (title: string) => `A person in a room, and the same picture after ${title}`,
    credit:
      'Pictures: Intel IoT DevKit sample-videos, CC BY 4.0. One picture each, of a room that was never seen before.',
    use: 'Use',
    useIt: (title: string) => `Use ${title}`,
    measure: 'Measure its speed',
    measureIt: (title: string) => `Measure ${title}`,
    removeIt: (title: string) => `Remove ${title}`,
    progressOf: (title: string) => `Progress of ${title}`,
    unfit: (sentence: string) => `${sentence} Remove it, or bring a corrected version.`,
    own: 'Bring your own',
    ownTold: [
      'Drop a folder here, or choose one: card.json, model.json and its shards, as ',
      ' writes them. Or an inpainting network as one .onnx file: Vanish tries it out and shows how it interpreted it. Both are checked, must give their golden output on this machine, and stay in this browser.',
    ] as readonly [string, string],
    chooseFolder: 'Choose a folder',
    chooseFiles: 'Choose files',
    folder: 'Folder of a variant',
    files: 'Files of a variant',
    perSlowPicture: (seconds: string) => `${seconds} s a picture`,
    perPicture: (time: string, rate: string) => `${time} ms a picture, up to ${rate} a second`,
    decibels: (psnr: string, isComposites: boolean) =>
      `${psnr} dB ${isComposites ? 'on composites' : 'in real rooms'}`,
    besideTelea: (psnr: string) => ` (simple inpainting: ${psnr})`,
    residue: (share: string) => `; ${share} of the person remains`,
    yourFiles: 'Your files',
    loading: 'Loading',
    reading: 'Reading',
    checking: 'Checking',
    anotherUnderWay: 'Another variant is still being processed: bring yours when it is done.',
    notRemoved: (id: string) =>
      `"${id}" could not be removed: the browser does not give access to it.`,
    removed: (title: string) => `${title} was removed.`,
    startedAgain: (id: string) => `The cloak had to restart before "${id}" was ready.`,
    notRunning: 'The cloak is not running: start it first.',
    silent: (id: string) => `"${id}" has not responded for two minutes. Try it again.`,
    panelNotLoaded: 'The panel of variants could not be loaded: there is no connection.',
  },

  onnx: {
    notLoaded: 'The part that opens .onnx files could not be loaded: there is no connection.',
    trying: (way: number, ways: number) =>
      `Trying it on a test picture: combination ${way} of at most ${ways}`,
    tryingSo: 'Trying it this way',
    making: 'Turning it into a variant',
    takes: (inputs: string, types: string, outputs: string, weights: string, size: string) =>
      `It takes ${inputs} (${types}), returns ${outputs}, and has ${weights} weights in ${size}.`,
    thousand: (count: string) => `${count} thousand`,
    million: (count: string) => `${count} million`,
    fits: 'With your corrections, the output fits the picture.',
    doesNotFit: 'With your corrections, the output does not fit the picture.',
    notFoundOut:
      'The trial did not show how it expects the picture and the mask. This is the most common way. Correct it below until the output looks right.',
    foundOut: 'Vanish tried it on a test picture, and it works best like this.',
    slow: (tried: number, ways: number) =>
      `It is slow, so only ${tried} of ${ways} combinations were tried.`,
    correctIt: 'If the output looks wrong, correct it below.',
    answerTakes: (width: number, height: number, time: string) =>
      `One output of ${width} x ${height} pixels takes ${time} here.`,
    noFrameWaits: 'No frame waits for it: a smooth fill shows until its output is ready.',
    given: 'The test picture, with its hole in grey',
    itsAnswer: 'Its output',
    understood: 'How it is interpreted',
    picture: 'Picture',
    mask: 'Mask',
    channels: 'Channels',
    order: (isMaskFirst: boolean): string =>
      isMaskFirst ? 'mask, then picture' : 'picture, then mask',
    hole: 'Hole in the picture',
    filling: (isEmptied: boolean): string => (isEmptied ? 'all 0' : 'filled smoothly'),
    answer: 'Output',
    range: (low: string, high: string) => `${low} to ${high}`,
    maskValues: (hole: string, room: string) => `${hole} in the hole, ${room} elsewhere`,
    pixels: (width: number, height: number) => `${width} x ${height} pixels`,
    name: 'Name',
    keep: 'Keep it as a variant',
    putAway: 'Discard it',
  },

  photos: {
    label: 'Photos',
    pixels: (width: number, height: number) => `${width} x ${height} pixels`,
    lead: 'Open photos, or drop some here: everybody in them disappears. They stay on your machine.',
    correct: 'Correct by hand',
    brushDoes: 'What the brush does',
    shouldVanish: 'Should vanish',
    shouldStay: 'Should stay',
    brush: 'Brush',
    brushKeys:
      'Brush. The arrow keys move it, the space bar paints. Shift and an arrow key do both at once.',
    makeAgain: 'Cloak it again',
    leaveIt: 'Leave it',
    tryAgain: 'Try again',
    saveAll: (count: number) => `Save all ${count}`,
    giveUp: (count: number) => plural(count, { one: 'Cancel', other: 'Cancel #' }),
    open: 'Open photos',
    removeIt: (name: string) => `Remove ${name}`,
    removed: (name: string) => `${name} was removed.`,
    where:
      'The saved file is a new picture without the photo’s date, place and camera. The page does not keep it: save what you want to keep.',
    asItWas: (name: string) => `${name}, as it was`,
    cloaked: (name: string) => `${name}, cloaked`,
    waits: 'Waiting for its turn',
    progressOf: (name: string) => `Progress of ${name}`,
    areDone: (done: number, all: number) => `${done} of ${all} are done.`,
    lookClosely: 'Everybody who was found in it is gone. Look closely before you share it.',
    phases: {
      waiting: 'waiting',
      working: '',
      done: 'done',
      nobody: 'nobody found',
      failed: 'not cloaked',
    },
    tooMany: (most: number, left: number) =>
      `${most} photos is the most at a time: ${left} were left out. Remove some, and open the others.`,
    earlierStays: 'The earlier result is still here.',
    wasGivenUp: (name: string) => `${name} was cancelled.`,
    wereGivenUp: (count: number) => `${count} photos were cancelled.`,
    savedAs: (name: string) => `Saved as ${name}.`,
    savedAll: (count: number) =>
      `${count} photos were saved. Your browser may ask whether this page may save several files.`,
    starting: 'Starting',
    nobody: (name: string) =>
      `Nobody was found in ${name}. There is nothing to save. If somebody is in it, mark them by hand.`,
    failed: (name: string, reason: string) =>
      `${name} could not be cloaked (${reason}). There is no result. Try it again, or close other pages first.`,
    thePicture: 'The picture',
  },
};

/** The texts that every language must have. */
export type Words = typeof en;
