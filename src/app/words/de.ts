// All texts of the page in German (du). A missing or superfluous key is a type error. The file is long for the reason that
// en.ts gives.
import type { Words } from './en.ts';
import { pluralOf } from './plural.ts';

const plural = pluralOf('de');

export const de: Words = {
  close: 'Schließen',
  cancel: 'Abbrechen',
  done: 'Fertig',
  later: 'Später',
  undo: 'Rückgängig',
  remove: 'Entfernen',
  start: 'Starten',
  stop: 'Stopp',
  pause: 'Pause',
  goOn: 'Weiter',
  giveUp: 'Abbrechen',
  save: 'Speichern',
  kindOfFile: 'Dateiformat',
  texture: 'Feinheiten aus dem Raum',
  refine: 'Erfundenes verfeinern',
  machine: 'Was hier läuft',
  thisDidNotWork: (reason, what) =>
    `Das hat nicht geklappt (${reason}). ${what} ist noch da; versuch es noch einmal.`,

  page: {
    shutTitle: 'Blende geschlossen · Vanish',
    filmIsOn: 'Gerade wird ein Film getarnt. Warte, bis er fertig ist, oder brich ihn ab.',
    lookAtIt: 'Ansehen',
    canBeCloaked: (name) => `${name} lässt sich als ganzer Film tarnen.`,
    controls: 'Bedienung',
    more: 'Mehr',
    noSmallWindow: 'Dieser Browser erlaubt kein kleines Fenster für das Bild.',
    addressProblem: (part, allowed) =>
      `Die Adresse verlangt ${part}; das gibt es nicht. Vanish übergeht es. Möglich ist: ${allowed}.`,
    aSize: 'Breite und Höhe in Pixeln, etwa 1280x720',
  },

  privacy: {
    promise: 'Kein Pixel verlässt dieses Gerät.',
    lead: 'Das Bild der Kamera wird auf dieser Seite getarnt, von deinem eigenen Prozessor. Das musst du nicht glauben:',
    points: [
      [
        'Der Browser verbietet es.',
        'Für die Seite gilt eine Richtlinie (Content-Security-Policy), nach der sie nur ihre eigenen Dateien laden darf. Was eine solche Richtlinie nicht abdeckt (WebRTC und der Wechsel zu einer anderen Seite), benutzt Vanish nicht.',
      ],
      ['Zieh den Stecker.', 'Ist die Seite einmal geöffnet, läuft sie ohne Netz.'],
      ['Sieh nach.', 'Die Netzwerkanalyse des Browsers zeigt jede Anfrage.'],
    ],
    kept: 'In diesem Browser bleiben, bis du sie löschst: deine Clips, die benutzten Varianten und deine Einstellungen. Was die Kamera von deinem Raum gesehen hat, ist vergessen, sobald sie ausgeht.',
  },

  drawer: {
    label: 'Mehr',
    room: 'Der Raum',
    hidden: 'Was verschwindet',
    invented: 'Was erfunden wird',
    camera: 'Kamera',
    recording: 'Aufnahme',
    made: 'Was du gemacht hast',
    about: 'Über diese Seite',
    rememberTold:
      'Wo du standest, erscheint der echte Raum, den die Kamera dort vorher gesehen hat. Ausgeschaltet wird jedes Bild neu erfunden.',
    refineTold: 'Erfundenes bekommt die Schärfe und das Rauschen deiner Kamera.',
    textureTold:
      'Feinheiten des Raums werden in das Erfundene übernommen, nach höchstens zwei Sekunden.',
    variantsTold: 'Ein anderes Netz erfindet anders: Wähle eines aus oder bring dein eigenes mit.',
    lockTold:
      'Belichtung, Weißabgleich und Schärfe bleiben, wie sie sind: So passt der gemerkte Raum.',
    hideMoreTold:
      'Ein breiterer Rand um Menschen, Dinge, die mit verschwinden, und Zonen des Bilds.',
    chooseTold: 'Klick an, wer bleiben soll; alle anderen verschwinden.',
    filmTold: 'Bild für Bild, so lange es dauert: Nichts wird ausgelassen.',
    callWindow: 'Fenster für Anrufe und OBS',
    callTold: 'Nur das Bild, zum Aufnehmen mit OBS, Zoom, Teams oder Meet.',
    language: 'Sprache',
    languageNotLoaded: (name) =>
      `${name} ließ sich nicht laden: Es gibt keine Verbindung zum Netz.`,
    cleanSize: 'Größe',
  },

  keys: {
    label: 'Tasten',
    does: {
      c: 'Tarnung ein oder aus',
      b: 'Blende: nur der gemerkte Raum, bis zum nächsten Druck',
      z: 'Zonen, die immer den Raum zeigen: zeichnen oder aufhören',
      k: 'Wer im Bild bleibt: auswählen oder aufhören',
      t: 'Ein Ding, das mit verschwindet: zeigen oder aufhören',
      r: 'Aufnehmen oder die Aufnahme beenden',
      s: 'Ein Foto',
      v: 'Die nächste Ansicht',
      m: 'Das Bild wie im Spiegel',
      f: 'Ganzer Bildschirm',
      p: 'Ein kleines Fenster über allen anderen',
      '?': 'Diese Tasten',
    },
  },

  update: {
    newer: 'Es gibt ein neueres Vanish.',
    load: 'Laden',
    otherTab:
      'Ein anderer Tab von Vanish nimmt auf, tarnt einen Film oder enthält ungespeicherte Clips. Das neuere Vanish wartet darauf.',
  },

  status: {
    cannotCloak:
      'Diesem Browser fehlt, woraus die Tarnung besteht (WebCodecs und OffscreenCanvas), ' +
      'oder es ist abgeschaltet. Nichts wird gezeigt. Öffne die Seite in einem aktuellen Chrome, Edge, Firefox ' +
      'oder Safari mit eingeschalteter Hardwarebeschleunigung.',
    allowCamera: 'Erlaube die Kamera und stell dich davor.',
    openingVideo: 'Das Video wird geöffnet …',
    notBeforeReady: 'Nichts wird gezeigt, bevor die Tarnung bereit ist.',
    gettingReady: 'Die Tarnung wird vorbereitet.',
    ready: 'Die Tarnung ist bereit.',
    shutterCloses: 'Die Blende schließt sich.',
    firstPicture: 'Das erste Bild ist unterwegs.',
    off: (title) => `Die Tarnung ist aus: Unverändert zu sehen ist ${title}.`,
    on: 'Die Tarnung ist an.',
    shutRoom: 'Blende geschlossen: Zu sehen ist der gemerkte Raum.',
    shutUnknown: 'Blende geschlossen: ein leeres Bild, denn vom Raum ist noch nichts bekannt.',
    shutForgotten: 'Blende geschlossen: ein leeres Bild, denn der Raum wird nicht gemerkt.',
    notCloaked:
      'Es kommen Bilder, aber keines ließ sich tarnen. Nichts Neues wird gezeigt. Drück Stopp und starte neu.',
    noPictureFrom: (title) =>
      `Es kommt kein Bild, denn ${title} liefert keines. Nichts Neues wird gezeigt.`,
    cameraMuted:
      'Die Kamera ist stumm: Ihr Schalter, ihre Klappe oder das System hält das Bild zurück. Nichts Neues wird gezeigt. Schalte sie wieder ein.',
    noCameraPicture:
      'Von der Kamera kommt kein Bild. Nichts Neues wird gezeigt. Schließ andere Programme, die sie benutzen könnten, oder drück Stopp und „Kamera starten“.',
    lookingAtRoomPicture: 'Vanish prüft, ob das Foto diesen Raum zeigt …',
  },

  engine: {
    framesPerSecond: (count) => `${count} Bilder pro Sekunde`,
    onnx: (place) => `ONNX Runtime mit ${place}`,
    oneThread:
      'Sie läuft in einem einzigen Thread und ist langsamer: Dieser Host isoliert die Seite nicht.',
    measure: 'Messen, wie schnell dieses Gerät ist',
    starting: 'Startet',
    startingAgain: 'Startet noch einmal',
    notMeasured: (tier) => `${tier}: nicht gemessen`,
    perRun: (tier, time) => `${tier}: ${time} je Durchlauf des Generators`,
  },

  stage: {
    picture: 'Getarntes Bild',
    opening: ['Stell dich vor die Kamera.', 'Verschwinde.'],
    gettingReady: 'Vorbereitung',
    theFirstPicture: 'Das erste Bild',
    view: 'Ansicht',
    views: {
      cloaked: 'Getarnt',
      split: 'Vorher und nachher',
      mask: 'Maske',
      plate: 'Raum',
      confidence: 'Bekannt',
    },
    viewsTold: {
      cloaked: 'Was andere sehen.',
      split: 'Eine Linie zum Ziehen: links das Bild der Kamera, rechts das getarnte.',
      mask: 'Grün ist, was ersetzt wird.',
      plate: 'Der Raum, wie er gemerkt ist.',
      confidence: 'Was vom Raum gesehen und was geraten ist.',
    },
    onlyCloakedRecorded: 'Während der Aufnahme ist nur das getarnte Bild zu sehen.',
    onlyCloakedFilm: 'Während ein Film getarnt wird, ist nur das getarnte Bild zu sehen.',
    colours: 'Farben',
    known: { seen: 'Gesehen', guessed: 'Geraten', unknown: 'Noch unbekannt' },
    splitLine: 'Linie zwischen vorher und nachher',
    splitAt: (percent) => `${percent} % vorher`,
    before: 'Vorher',
    after: 'Nachher',
    shutter: 'Blende',
    shutterTold: 'Blende (B): Nur der gemerkte Raum wird gezeigt, aufgenommen und gesendet',
    mirror: 'Spiegeln',
    mirrorTold: 'Spiegeln (M): nur auf dieser Seite, nicht in Aufnahmen',
    small: 'Kleines Fenster',
    smallTold: 'Kleines Fenster über allen anderen (P)',
    full: 'Ganzer Bildschirm',
    fullTold: 'Ganzer Bildschirm (F)',
    guide: 'Erste Schritte',
    guideSteps: {
      gone: 'Du bist weg. Was die Kamera hinter dir nie gesehen hat, ist erfunden.',
      aside: 'Geh einmal zur Seite: Vanish merkt sich den echten Raum und zeigt ihn.',
      still: 'Lass die Kamera ruhig stehen. V zeigt vorher und nachher, R nimmt auf.',
    },
    ofSteps: (at, all) => `${at} von ${all}`,
    skip: 'Überspringen',
    next: 'Weiter',
    sizeAndRate: (width, height, rate) => `${width} × ${height}, ${rate} Bilder pro Sekunde`,
  },

  source: {
    camera: 'Kamera starten',
    demo: 'Demo abspielen',
    file: 'Datei öffnen',
    whichCamera: 'Kamera',
    options: 'Kameraoptionen',
    picture: 'Bild',
    lines: (height) => `${height} Zeilen`,
    frames: 'Bildrate',
    asCamera: 'wie die Kamera will',
    upTo: (rate) => `bis zu ${rate} pro Sekunde`,
    optionsTold:
      'Fehlt der Kamera ein Modus, nimmt sie den nächstliegenden. Größere Bilder brauchen länger.',
    lock: 'Kamera festhalten',
    drop: 'Lass ein Video oder Fotos fallen: Alle Menschen darin verschwinden. Oder den Ordner einer Variante oder eine .onnx-Datei.',
    dropThis: 'Zieh ein Video, Fotos, den Ordner einer Variante oder eine .onnx-Datei hierher.',
    noFile: 'Darin war keine Datei.',
    hiddenFile: 'Das war nur eine versteckte Datei.',
    leftAside: (name) =>
      `${name} blieb außen vor. Zieh die Datei allein hierher, um sie zu öffnen.`,
    noPhotoBeside: 'Was noch dabei war, ist kein Foto.',
    noneOf: (count) => `Keine dieser ${count} Dateien ist ein Video, ein Foto oder eine Variante.`,
    opened: (name) => `${name} wird geöffnet.`,
    severalVideos: (count, opened) =>
      `Das waren ${count} Videos. ${opened} Zieh die anderen einzeln hierher.`,
    noVideoBeside: 'Was noch dabei war, ist kein Video.',
    tooMany: (most) =>
      `Das sind mehr als ${most} Dateien; keine wurde geöffnet. Zieh ein Video oder den Ordner einer Variante hierher.`,
    demoInstead: 'Stattdessen läuft die Demo.',
    goesOnWith: (title) => `Weiter läuft ${title}.`,
    nothingShown: 'Nichts wird gezeigt.',
    staysLocked: 'Sie bleibt, wie sie ist.',
    staysUnlocked: 'Sie stellt sich weiter selbst ein.',
    cameraEffects: {
      backgroundBlur:
        'Die Kamera macht den Hintergrund unscharf, deshalb kann dein Umriss zu sehen sein. Schalte das in den Kameraeinstellungen des Systems aus.',
      faceFraming:
        'Die Kamera folgt dir, deshalb bewegt sich das Bild ständig. Schalte den automatischen Bildausschnitt in den Kameraeinstellungen des Systems aus.',
    },
  },

  hiding: {
    cloak: 'Tarnung',
    hideMore: 'Mehr verstecken',
    margin: 'Rand um Menschen',
    marginTold:
      'Gemessen an der längeren Seite des Bilds. Breiter versteckt Haare, Unschärfe und Schatten besser; dafür muss mehr vom Raum bekannt sein oder erfunden werden.',
    removeThing: 'Ding entfernen',
    showAll: 'Alle zeigen',
    thingTold:
      'Zeig auf ein Ding: Es verschwindet mit, auch wenn es bewegt wird. Dahinter erscheint, was dort gesehen wurde; der Rest wird erfunden.',
    drawZones: 'Zonen zeichnen',
    clear: 'Leeren',
    zones: (count) => plural(count, { zero: 'Keine Zone', one: '1 Zone', other: '# Zonen' }),
    zonesTold:
      'Zonen zeigen immer den Raum, wie er beim Zeichnen bekannt war: eine Tür, ein Bett, einen Bildschirm. Was bis dahin oder seit dem Öffnen der Seite nicht bekannt war, wird erfunden.',
    zonesCleared: 'Alle Zonen sind gelöscht.',
    bringRoom: 'Foto des Raums mitbringen',
    bringRoomTold:
      'Leer und vom Platz der Kamera aus: Was sie nicht gesehen hat, kommt von dort, aber kein Mensch, der darauf ist. Eines, das nicht passt, wird abgelehnt.',
    choose: 'Menschen auswählen',
    chooseTold: 'Auswählen, wer im Bild bleibt',
    hideEverybody: 'Alle verstecken',
    hideOnly: 'Nur diese Person verstecken',
    people: 'Menschen',
    peopleKeys:
      'Pfeile gehen von Mensch zu Mensch, Enter behält oder versteckt sie, mit Umschalt versteckt es nur sie.',
    nobodyFound: 'Im Bild ist niemand zu finden.',
    clickWhoStays: 'Klick an, wer bleiben soll.',
    tag: { hidden: 'Versteckt', kept: 'Bleibt', tooNear: 'Zu nah' },
    hiddenAgain: 'Wieder versteckt.',
    keptNow: 'Bleibt im Bild.',
    hiddenOnly: 'Versteckt; alle anderen bleiben im Bild.',
    everybodyHidden: 'Alle sind versteckt.',
    kept: (count) =>
      plural(count, { one: '1 Mensch bleibt im Bild.', other: '# Menschen bleiben im Bild.' }),
    keptTooNear: (count) =>
      plural(count, {
        one: '1 Mensch bleibt im Bild, ist aber versteckt, solange jemand anderes zu nah ist.',
        other:
          '# Menschen bleiben im Bild, sind aber versteckt, solange jemand anderes zu nah ist.',
      }),
    keptIn: (count) =>
      plural(count, {
        one: '1 Mensch blieb im Bild.',
        other: 'Bis zu # Menschen blieben im Bild.',
      }),
    person: (isTogether, number, all, place, isKept) =>
      `${isTogether ? 'Gruppe' : 'Mensch'} ${number} von ${all}, ${
        { left: 'links', middle: 'in der Mitte', right: 'rechts' }[place]
      }, ${isKept ? 'bleibt' : 'versteckt'}`,
    things: 'Dinge',
    thingCount: (count) => plural(count, { zero: 'Kein Ding', one: '1 Ding', other: '# Dinge' }),
    thingsRemoved: (count) =>
      plural(count, { one: '1 Ding ist entfernt', other: '# Dinge sind entfernt' }),
    lastStaysHidden: 'wo eines zuletzt war, bleibt versteckt.',
    removed: 'Entfernt.',
    shownAgain: 'Wieder da.',
    clickThing: 'Klick an, was verschwinden soll; noch ein Klick bringt es zurück.',
    thingKeys: 'Tasten: Pfeile bewegen einen Zeiger, mit Umschalt fein, Enter nimmt.',
    cursorAt: (left, top, isOnThing) =>
      `${isOnThing ? 'Auf einem entfernten Ding: ' : ''}${left} von links, ${top} von oben`,
    zonesBoard: 'Zonen',
    paintOver: 'Übermale, was nie zu sehen sein darf.',
    zoneKeys:
      'Tasten: Pfeile bewegen ein Rechteck, mit Umschalt ändern sie seine Größe, Enter versteckt es.',
    zoneHidden: (zones) => `Versteckt. ${zones}.`,
    rectangle: (width, height, left, top) =>
      `${width} breit, ${height} hoch, ${left} von links, ${top} von oben`,
  },

  room: {
    remember: 'Raum merken',
    learn: 'Raum lernen',
    known: 'Was vom Raum bekannt ist',
    seenOfRoom: (share) => `Der Raum: ${share} gesehen`,
    allSeen: (isCamera) => `Hinter ${isCamera ? 'dir' : 'ihnen'}: alles gesehen`,
    seenBehind: (isCamera, seen, guessed) =>
      `Hinter ${isCamera ? 'dir' : 'ihnen'}: ${seen} gesehen, ${guessed} geraten`,
    stepAside: 'Geh zwei Sekunden zur Seite, dann ist die Tarnung perfekt.',
    untilTheyStepAside: 'Was hinter ihnen ist, bleibt geraten, bis sie zur Seite gehen.',
    isKnown: 'Der Raum ist bekannt.',
    isKnownComeBack: 'Der Raum ist bekannt: Komm wieder ins Bild.',
    notLearned: (rest) =>
      `${rest} des Raums ließen sich nicht lernen. Halt die Kamera ruhig und versuch es noch einmal.`,
    somebodyStayed: (rest) => `Es war noch jemand im Bild: ${rest} davon bleiben geraten.`,
    noPictures:
      'Es kamen keine Bilder, also wurde der Raum nicht gelernt. Versuch es noch einmal, sobald sich das Bild bewegt.',
    looks: 'Vanish sieht sich den Raum an …',
    stepOut: 'Geh aus dem Bild: In drei Sekunden sieht Vanish sich den Raum an.',
    stepOutShort: 'Geh aus dem Bild',
    willLook: 'In drei Sekunden sieht Vanish sich den Raum an.',
    willLookShort: 'Gleich sieht Vanish sich den Raum an',
  },

  recording: {
    record: 'Aufnahme',
    isOn: 'Nimmt auf',
    options: 'Aufnahmeoptionen',
    snapshot: 'Foto',
    microphone: 'Mikrofon aufnehmen',
    whichMicrophone: 'Mikrofon',
    allowMicrophone: 'Erlaube erst das Mikrofon.',
    noSoundHere: 'Dieser Browser gibt den Ton des Mikrofons nicht her. Aufnahmen sind stumm.',
    noSound: 'Aufnahmen sind stumm.',
    microphoneLost:
      'Das Mikrofon wurde abgezogen oder ausgeschaltet. Eine laufende Aufnahme geht stumm weiter. ' +
      'Steck es ein und schalte es für die nächste wieder an.',
    loudness: 'Lautstärke',
    beside: 'Mit dem Original daneben',
    besideTold: 'Links vorher, rechts nachher: In dieser Aufnahme bist du zu sehen.',
    aloneTold:
      'Nur das getarnte Bild wird aufgenommen, nie gespiegelt. Es bleibt auf diesem Gerät.',
    phases: { idle: '', recording: 'Nimmt auf', paused: 'Pause', finishing: 'Wird fertig …' },
    lost: (count) => `${count} verloren`,
    mute: 'Stumm',
    stop: 'Stopp',
    stopWhat: 'Aufnahme',
    pictureEnded: 'Das Bild endete und damit die Aufnahme. Sie ist gesichert.',
    recorded: (time) => `Aufgenommen: ${time}.`,
    nothing: 'Es kam kein Bild: Nichts wurde aufgenommen.',
    snapshotSaved: (name) => `Das Bild ist gespeichert als „${name}“.`,
    clipsUnread: (reason) => `Die früheren Clips ließen sich nicht lesen. ${reason}`,
    nothingRecorded: 'Nichts wurde aufgenommen.',
    keptSoFar:
      'Was bis dahin aufgenommen war, ist gesichert und wird gleich angeboten. Du kannst weiter aufnehmen.',
    lostInMemory:
      'Dieser Browser hält Clips nur im Speicher: Was nicht gesichert war, ist verloren. Du kannst weiter aufnehmen.',
  },

  clips: {
    label: 'Clips',
    name: 'Name',
    delete: 'Löschen',
    none: 'Es gibt keine Clips. Nimm einen auf.',
    cutShort: 'abgebrochen',
    lasting: 'Clips bleiben in diesem Browser, auf diesem Gerät, bis du sie löschst.',
    passing:
      'Dieser Browser behält Clips nur, bis die Seite geschlossen wird: Speichere, was du behalten willst.',
    theClip: 'Der Clip',
    wereCutShort: (count) =>
      plural(count, {
        one: 'Eine Aufnahme wurde unterbrochen. Was aufgenommen war, ist gesichert.',
        other: '# Aufnahmen wurden unterbrochen. Was aufgenommen war, ist gesichert.',
      }),
    savedAs: (name) => `Gespeichert als „${name}“. Hier bleibt der Clip auch.`,
    deleted: (name) => `„${name}“ ist gelöscht.`,
    back: (name) => `„${name}“ ist wieder da.`,
  },

  film: {
    label: 'Film',
    whole: 'Ganzen Film tarnen',
    reading: 'Der Film wird gelesen …',
    facts: (size, time, frames, rate, hasSound) =>
      `${size} Pixel, ${time}, ${frames} Bilder (${rate} pro Sekunde), ${hasSound ? 'mit' : 'ohne'} Ton`,
    everyFrame:
      'Jedes Bild geht durch die Tarnung, so lange es auch dauert. Ton, Länge und Anzahl der Bilder bleiben, wie sie sind.',
    smaller: (size) => `Er wird ${size} Pixel groß: Größere Filme werden verkleinert.`,
    highRange:
      'Der Film hat einen hohen Dynamikumfang (HDR). Der getarnte hat ihn nicht; seine Farben weichen ab. Exportiere ihn vorher mit Standardumfang, wenn das wichtig ist.',
    silent:
      'Dieser Browser kann den Ton des Films nicht in dieses Format schreiben. Er wird stumm.',
    twoPasses: 'Erst den ganzen Film ansehen',
    twoPassesTold:
      'Was später vom Raum zu sehen ist, ist dann vom ersten Bild an bekannt. Es dauert bis zu ein Drittel länger.',
    isShut:
      'Die Blende ist geschlossen: Vom Film wäre nichts zu sehen. Öffne sie erst, mit B oder in der Ecke des Bilds.',
    paused: 'Pause',
    looking: 'Sieht den Raum an',
    cloaking: 'Tarnt',
    progress: 'Fortschritt',
    frameOf: (at, all) => `${at} von ${all}`,
    left: (time) => `noch ${time}`,
    givenUp: 'Der Film wurde abgebrochen. Nichts davon ist gesichert.',
    isCloaked: (name) => `„${name}“ ist getarnt.`,
    cloakedName: (name) => `${name} getarnt`,
  },

  variants: {
    label: 'Varianten',
    told: 'Jede erfindet auf ihre Weise, was die Kamera von deinem Raum nie gesehen hat. Eine andere übernimmt, während das Bild weiterläuft.',
    inUse: 'In Gebrauch',
    yours: 'Eigene',
    size: 'Größe',
    keptHere: 'hier gesichert',
    speed: 'Tempo hier',
    notMeasuredYet: 'noch nicht gemessen',
    quality: 'Qualität',
    noFigures: 'nicht gemessen: Auf ihrer Karte stehen keine Werte',
    licence: 'Lizenz',
    before: 'Vorher',
    after: 'Nachher',
    pictures: (title) => `Ein Mensch in einem Raum und dasselbe Bild nach ${title}`,
    credit:
      'Bilder: Intel IoT DevKit sample-videos, CC BY 4.0. Je ein einziges Bild eines Raums, der vorher nie zu sehen war.',
    use: 'Benutzen',
    useIt: (title) => `${title} benutzen`,
    measure: 'Tempo messen',
    measureIt: (title) => `Tempo von ${title} messen`,
    removeIt: (title) => `${title} entfernen`,
    progressOf: (title) => `Fortschritt von ${title}`,
    unfit: (sentence) => `${sentence} Entferne sie oder bring sie so, wie sie sein soll.`,
    own: 'Eigene mitbringen',
    ownTold: [
      'Zieh einen Ordner hierher oder wähle einen aus: card.json, model.json und die Teile, wie ',
      ' sie schreibt. Oder ein Inpainting-Netz als eine .onnx-Datei: Es wird ausprobiert, und du siehst, was verstanden wurde. Beides wird geprüft, muss auf diesem Gerät sein Vergleichsbild ergeben und bleibt in diesem Browser.',
    ],
    chooseFolder: 'Ordner auswählen',
    chooseFiles: 'Dateien auswählen',
    folder: 'Ordner einer Variante',
    files: 'Dateien einer Variante',
    perSlowPicture: (seconds) => `${seconds} s je Bild`,
    perPicture: (time, rate) => `${time} ms je Bild, bis zu ${rate} pro Sekunde`,
    decibels: (psnr, isComposites) =>
      `${psnr} dB ${isComposites ? 'auf Montagen' : 'in echten Räumen'}`,
    besideTelea: (psnr) => ` (einfaches Auffüllen: ${psnr})`,
    residue: (share) => `; ${share} eines Menschen bleiben übrig`,
    yourFiles: 'Deine Dateien',
    loading: 'Lädt',
    reading: 'Liest',
    checking: 'Prüft',
    anotherUnderWay: 'Gerade ist eine andere Variante in Arbeit: Bring deine, wenn sie fertig ist.',
    notRemoved: (id) => `„${id}“ ließ sich nicht entfernen: Der Browser gibt sie nicht frei.`,
    removed: (title) => `${title} ist entfernt.`,
    startedAgain: (id) => `Die Tarnung musste neu starten, bevor „${id}“ bereit war.`,
    notRunning: 'Die Tarnung läuft nicht: Starte sie zuerst.',
    silent: (id) => `Von „${id}“ war zwei Minuten lang nichts zu hören. Versuch es noch einmal.`,
    panelNotLoaded:
      'Die Auswahl der Varianten ließ sich nicht laden: Es gibt keine Verbindung zum Netz.',
  },

  onnx: {
    notLoaded:
      'Was .onnx-Dateien öffnet, ließ sich nicht laden: Es gibt keine Verbindung zum Netz.',
    trying: (way, ways) =>
      `Probiert es an einem Testbild, Möglichkeit ${way} von höchstens ${ways}`,
    tryingSo: 'Probiert es so',
    making: 'Macht eine Variante daraus',
    takes: (inputs, types, outputs, weights, size) =>
      `Das Netz nimmt ${inputs} (${types}), gibt ${outputs} zurück und hat ${weights} Gewichte in ${size}.`,
    thousand: (count) => `${count} Tausend`,
    million: (count) => `${count} Millionen`,
    fits: 'Mit deiner Änderung passt die Antwort zum Bild.',
    doesNotFit: 'Mit deiner Änderung passt die Antwort nicht zum Bild.',
    notFoundOut:
      'Durch Ausprobieren ließ sich nicht klären, wie es Bild und Maske erwartet: Das hier ist die üblichste Art. Ändere es unten, bis die Antwort richtig aussieht.',
    foundOut: 'Es wurde an einem Testbild ausprobiert und antwortet so am besten.',
    slow: (tried, ways) =>
      plural(tried, {
        one: `Es ist langsam: Nur # von ${ways} Möglichkeiten wurde ausprobiert.`,
        other: `Es ist langsam: Nur # von ${ways} Möglichkeiten wurden ausprobiert.`,
      }),
    correctIt: 'Ändere es unten, wo die Antwort falsch aussieht.',
    answerTakes: (width, height, time) =>
      `Eine Antwort von ${width} x ${height} Pixeln dauert hier ${time}.`,
    noFrameWaits: 'Kein Bild wartet darauf: Bis die Antwort da ist, bleibt Erfundenes glatt.',
    given: 'Ein Testbild, die Lücke in Grau',
    itsAnswer: 'Die Antwort des Netzes',
    understood: 'Was verstanden wurde',
    picture: 'Bild',
    mask: 'Maske',
    channels: 'Kanäle',
    order: (isMaskFirst) => (isMaskFirst ? 'erst Maske, dann Bild' : 'erst Bild, dann Maske'),
    hole: 'Lücke im Bild',
    filling: (isEmptied) => (isEmptied ? 'überall 0' : 'glatt gefüllt'),
    answer: 'Antwort',
    range: (low, high) => `${low} bis ${high}`,
    maskValues: (hole, room) => `${hole} in der Lücke, sonst ${room}`,
    pixels: (width, height) => `${width} x ${height} Pixel`,
    name: 'Name',
    keep: 'Als Variante behalten',
    putAway: 'Weglegen',
  },

  photos: {
    label: 'Fotos',
    pixels: (width, height) => `${width} x ${height} Pixel`,
    lead: 'Öffne Fotos oder zieh welche hierher: Alle Menschen darauf verschwinden. Die Fotos bleiben auf deinem Gerät.',
    correct: 'Von Hand verbessern',
    brushDoes: 'Was der Pinsel macht',
    shouldVanish: 'Soll verschwinden',
    shouldStay: 'Soll bleiben',
    brush: 'Pinsel',
    brushKeys:
      'Pinsel. Die Pfeiltasten bewegen ihn, die Leertaste malt, mit Umschalt beides zugleich.',
    makeAgain: 'Neu machen',
    leaveIt: 'So lassen',
    tryAgain: 'Noch einmal',
    saveAll: (count) => `Alle ${count} speichern`,
    giveUp: (count) => plural(count, { one: 'Abbrechen', other: '# abbrechen' }),
    open: 'Fotos öffnen',
    removeIt: (name) => `${name} entfernen`,
    removed: (name) => `${name} ist entfernt.`,
    where:
      'Gespeichert wird ein neues Bild ohne Datum, Ort und Kamera des Fotos. Es verschwindet mit dieser Seite: Speichere, was du behalten willst.',
    asItWas: (name) => `${name}, vorher`,
    cloaked: (name) => `${name}, getarnt`,
    waits: 'Wartet noch',
    progressOf: (name) => `Fortschritt von ${name}`,
    areDone: (done, all) => `${done} von ${all} sind fertig.`,
    lookClosely: 'Wer darauf gefunden wurde, ist weg. Sieh genau hin, bevor du das Bild teilst.',
    phases: {
      waiting: 'wartet',
      working: '',
      done: 'fertig',
      nobody: 'niemand gefunden',
      failed: 'nicht getarnt',
    },
    tooMany: (most, left) =>
      `${most} Fotos auf einmal sind genug: ${left} blieben außen vor. Entferne einige und öffne dann die anderen.`,
    earlierStays: 'Das frühere Ergebnis ist noch da.',
    wasGivenUp: (name) => `${name} wurde abgebrochen.`,
    wereGivenUp: (count) => `${count} Fotos wurden abgebrochen.`,
    savedAs: (name) => `Gespeichert als ${name}.`,
    savedAll: (count) =>
      `${count} Fotos sind gespeichert. Dein Browser fragt vielleicht, ob diese Seite mehrere speichern darf.`,
    starting: 'Startet',
    nobody: (name) =>
      `In ${name} wurde niemand gefunden. Es gibt nichts zu speichern. Ist doch jemand darauf, markiere die Person von Hand.`,
    failed: (name, reason) =>
      `${name} ließ sich nicht tarnen (${reason}). Es ist nichts daraus entstanden. Versuch es noch einmal oder schließ vorher andere Seiten.`,
    thePicture: 'Das Bild',
  },
};
