// German translations of what engine, recorder and sources say, by the English sentence. "{}" stands for an inserted
// value: a name, a number, or a reason, which may have its own entry. Anything missing here stays English: causes that
// only developers meet, and what authors of networks wrote on their cards. A test keeps the English in step with the
// code. The file is long so that a translator sees everything at once.

export const SENTENCES: Readonly<Record<string, string>> = {
  // Loading
  Loading: 'Lädt',
  Checking: 'Prüft',
  'Getting ready': 'Macht sich bereit',
  'Loading the generator': 'Lädt den Generator',
  'Warming up': 'Läuft warm',
  'Loading the segmenter': 'Lädt die Personensuche',
  Ready: 'Bereit',
  Opening: 'Öffnet',
  'Looking for people': 'Sucht nach Menschen',
  'Inventing what is behind': 'Erfindet, was dahinter ist',
  'Borrowing detail': 'Übernimmt Feinheiten',
  Writing: 'Schreibt',

  // Sources
  'the camera': 'die Kamera',
  'the demo': 'die Demo',
  'The camera was refused.': 'Die Kamera wurde nicht erlaubt.',
  'Allow it next to the page’s address and press Start camera, or play the demo.':
    'Erlaube sie neben der Adresse der Seite und drück „Kamera starten“, oder spiel die Demo ab.',
  'No camera was found.': 'Keine Kamera gefunden.',
  'Connect one and press Start camera, or open a video.':
    'Schließ eine an und drück „Kamera starten“, oder öffne ein Video.',
  'The camera did not start: another program is probably using it.':
    'Die Kamera startet nicht: Vermutlich benutzt sie ein anderes Programm.',
  'Close that program and press Start camera, or play the demo.':
    'Schließ das Programm und drück „Kamera starten“, oder spiel die Demo ab.',
  'Browsers allow the camera only on secure pages, and this one was loaded over plain HTTP.':
    'Browser geben die Kamera nur sicheren Seiten, und diese kam über einfaches HTTP.',
  'Open it with https:// or on localhost, or play the demo.':
    'Öffne sie mit https:// oder auf localhost, oder spiel die Demo ab.',
  'The permission to use the camera was withdrawn.':
    'Die Erlaubnis für die Kamera wurde zurückgenommen.',
  'The camera was unplugged or switched off.': 'Die Kamera wurde abgezogen oder ausgeschaltet.',
  'Connect it and press Start camera, or play the demo.':
    'Schließ sie an und drück „Kamera starten“, oder spiel die Demo ab.',
  'The camera could not be locked.': 'Die Kamera lässt sich nicht festhalten.',
  'Lock it in its manufacturer’s program, or continue without.':
    'Halte sie im Programm ihres Herstellers fest oder mach ohne weiter.',
  'The camera could not be unlocked.': 'Die Kamera lässt sich nicht wieder lösen.',
  'Press Stop and Start camera to start over.':
    'Drück Stopp und „Kamera starten“, um neu anzufangen.',
  'The camera did not start.': 'Die Kamera startet nicht.',
  'The camera did not start ({}).': 'Die Kamera startet nicht ({}).',
  'Press Start camera to try again, or play the demo.':
    'Drück „Kamera starten“, um es noch einmal zu versuchen, oder spiel die Demo ab.',
  'The source could not be opened ({}).': 'Die Quelle ließ sich nicht öffnen ({}).',
  'Try again, or try another source.': 'Versuch es noch einmal oder mit einer anderen Quelle.',
  'The demo could not be played ({}).': 'Die Demo ließ sich nicht abspielen ({}).',
  'Press Play the demo to try again, or open a video.':
    'Drück „Demo abspielen“, um es noch einmal zu versuchen, oder öffne ein Video.',
  '{} is empty.': '{} ist leer.',
  '{} cannot be read.': '{} lässt sich nicht lesen.',
  'Check that it is still where it was, and open it again.':
    'Sieh nach, ob die Datei noch da ist, und öffne sie noch einmal.',
  'This browser cannot play {} live.': 'Dieser Browser kann {} nicht live abspielen.',
  'It can be cloaked as a whole film, frame by frame.':
    'Die Datei lässt sich als ganzer Film tarnen, Bild für Bild.',
  '{} has sound but no picture.': '{} ist Ton ohne Bild.',
  '{} is a picture, not a video.': '{} ist ein Bild, kein Video.',
  'Vanish cloaks a camera, or a video.': 'Vanish tarnt eine Kamera oder ein Video.',
  '{} is not a video.': '{} ist kein Video.',
  'This browser cannot decode {}.': 'Dieser Browser kann {} nicht decodieren.',
  'Open another video, for example an MP4 with H.264 or a WebM.':
    'Öffne ein anderes Video, etwa ein MP4 mit H.264 oder ein WebM.',
  'The picture’s longer side has {} pixels, more than this machine can cloak in time: it is shown with {}.':
    'Die längere Seite des Bilds hat {} Pixel, mehr, als dieses Gerät rechtzeitig tarnen kann: Es wird mit {} gezeigt.',
  'Whole films keep their size.': 'Ganze Filme behalten ihre Größe.',
  'This machine has time to spare again: the picture’s longer side now has {} pixels.':
    'Dieses Gerät hat wieder Zeit übrig: Die längere Seite des Bilds hat jetzt {} Pixel.',
  'This machine is too slow to learn the room from every picture: it is learned a few times a second.':
    'Dieses Gerät ist zu langsam, um den Raum aus jedem Bild zu lernen: Er wird einige Male pro Sekunde gelernt.',
  'This machine is too slow to learn and guess as often as usual: guesses are renewed less often.':
    'Dieses Gerät ist zu langsam, um so oft wie sonst zu lernen und zu raten: Geratenes bleibt länger stehen.',
  'This machine has time to spare again: guesses are renewed as often as usual.':
    'Dieses Gerät hat wieder Zeit übrig: Geratenes wird so oft erneuert wie sonst.',
  'This machine has time to spare again: the room is learned from every picture.':
    'Dieses Gerät hat wieder Zeit übrig: Der Raum wird aus jedem Bild gelernt.',
  'The picture has {} pixels, too few for anybody to be found in it.':
    'Das Bild hat {} Pixel, zu wenige, um jemanden darin zu finden.',
  'Nothing of it is shown.': 'Nichts davon wird gezeigt.',
  'Choose another video or another camera.': 'Nimm ein anderes Video oder eine andere Kamera.',
  'The microphone was refused.': 'Das Mikrofon wurde nicht erlaubt.',
  'Allow it in the browser’s settings for this page (the icon left of the address).':
    'Erlaube es in den Einstellungen des Browsers für diese Seite (Symbol links neben der Adresse).',
  'No microphone was found.': 'Kein Mikrofon gefunden.',
  'Plug one in and try again.': 'Schließ eines an und versuch es noch einmal.',
  'The microphone could not be opened.': 'Das Mikrofon ließ sich nicht öffnen.',
  'Close other programs that use it and try again.':
    'Schließ andere Programme, die es benutzen, und versuch es noch einmal.',

  // The engine
  Starting: 'Startet',
  'Starting again': 'Startet noch einmal',
  'The cloak is restarting.': 'Die Tarnung startet neu.',
  'The cloak is restarting, and relearns the room.':
    'Die Tarnung startet neu und lernt den Raum von vorn.',
  'The cloak is back, {}.': 'Die Tarnung ist zurück.',
  'The graphics device was lost ({}).': 'Der Grafikprozessor ging verloren ({}).',
  'The graphics device keeps getting lost.': 'Der Grafikprozessor geht immer wieder verloren.',
  'The picture stayed black.': 'Das Bild blieb schwarz.',
  'The picture froze.': 'Das Bild stand still.',
  'A picture was never finished.': 'Ein Bild wurde nicht fertig.',
  'The cloak stopped responding.': 'Die Tarnung antwortete nicht mehr.',
  'The cloak takes too long to start.': 'Die Tarnung braucht zu lange zum Starten.',
  'Pictures could no longer be cloaked ({}).': 'Bilder ließen sich nicht mehr tarnen ({}).',
  'Restarting did not help.': 'Ein Neustart half nicht.',
  'Nothing is shown.': 'Nichts wird gezeigt.',
  'Reload the page to try again.': 'Lade die Seite neu, um es noch einmal zu versuchen.',
  'The cloak could not be loaded.': 'Die Tarnung ließ sich nicht laden.',
  'The cloak is not running.': 'Die Tarnung läuft nicht.',
  'The camera has been changed in the meantime.': 'Inzwischen wurde die Kamera gewechselt.',
  'There is no variant "{}".': 'Es gibt keine Variante „{}“.',
  'Choose one of these: {}.': 'Wähle eine von diesen: {}.',
  '{} could not be loaded: {}.': '{} ließ sich nicht laden: {}.',
  'The list of variants': 'Die Liste der Varianten',
  'The card of "{}"': 'Die Karte von „{}“',
  'there is no connection': 'keine Verbindung',
  'the server answers {}': 'Antwort {} vom Server',
  'nothing arrived for {} seconds': '{} Sekunden lang kam nichts an',
  '{} runs on the CPU, because WebGPU failed: {}':
    '{} läuft auf dem Prozessor, denn WebGPU hat versagt: {}',
  '"{}" takes over; nobody is shown in the meantime.':
    '„{}“ übernimmt; bis dahin ist niemand zu sehen.',
  'No other is left: people are covered in grey.':
    'Keine andere ist übrig: Menschen werden grau verdeckt.',
  'No texture could be made from the room.': 'Aus dem Raum ließen sich keine Feinheiten gewinnen.',
  'What is invented stays smooth until the next try.':
    'Erfundenes bleibt glatt bis zum nächsten Versuch.',
  'Vanish has stopped trying: what is invented stays smooth.':
    'Es bleibt dabei: Erfundenes bleibt glatt.',
  'The picture has a high dynamic range, which the cloak does not support: its colours are shown differently.':
    'Das Bild hat einen hohen Dynamikumfang (HDR), die Tarnung nicht: Die Farben weichen ab.',
  'The zones stay where they are in the picture, and show what is invented: check whether they still fit.':
    'Die Zonen bleiben im Bild, wo sie sind, und zeigen Erfundenes: Sieh nach, ob sie noch passen.',
  'None of the room is visible yet to compare the picture with.':
    'Vom Raum ist noch nichts zu sehen, womit sich das Foto vergleichen ließe.',
  'Somebody fills the picture: bring one of the empty room.':
    'Jemand füllt das Foto aus: Bring eines vom leeren Raum.',

  'Too little of the room is visible at the moment to compare the picture with.':
    'Vom Raum ist gerade zu wenig zu sehen, womit sich das Foto vergleichen ließe.',
  'Step aside a little, and bring it again.': 'Geh etwas zur Seite und bring es noch einmal.',
  'The picture does not show what the camera shows: it is of another room, or taken from another place.':
    'Das Foto zeigt nicht, was die Kamera zeigt: Es ist von einem anderen Raum oder von einem anderen Ort aus gemacht.',
  'Nothing was changed.': 'Nichts wurde geändert.',
  'The picture fits, and shows nothing that was not known.':
    'Das Foto passt und zeigt nichts, was nicht schon bekannt war.',
  'The parts where somebody stands were left out.': 'Wo jemand darauf steht, wurde es ausgelassen.',
  'The picture shows nothing.': 'Das Bild zeigt nichts.',
  'Vanish shows the room that it knows, and learns nothing.':
    'Vanish zeigt den Raum, den es kennt, und lernt nichts.',
  'The picture shows nothing yet.': 'Das Bild zeigt noch nichts.',
  'Is the camera covered, or switched off?': 'Ist die Kamera verdeckt oder ausgeschaltet?',
  'It is brighter now: Vanish relearns the room.':
    'Es ist jetzt heller: Vanish lernt den Raum von vorn.',
  'The camera moved: Vanish relearns the room.':
    'Die Kamera hat sich bewegt: Vanish lernt den Raum von vorn.',

  'The picture has {} pixels, too few for the camera’s {}.':
    'Das Foto hat {} Pixel, zu wenige für die {} der Kamera.',
  'The picture fits: the room is known from it.': 'Das Foto passt: Der Raum ist daraus bekannt.',
  'A picture of the room can be brought while the room is remembered and the cloak is on.':
    'Ein Foto vom Raum lässt sich nur bringen, solange der Raum gemerkt wird und die Tarnung an ist.',
  'The room could not be read back in time.': 'Der Raum ließ sich nicht rechtzeitig auslesen.',
  'No more than {} things can be removed at a time.':
    'Mehr als {} Dinge lassen sich nicht zugleich entfernen.',
  'People go by themselves: point at a thing.':
    'Menschen verschwinden von selbst: Zeig auf ein Ding.',
  'Nothing stands out there that could be removed.':
    'Dort hebt sich nichts ab, was sich entfernen ließe.',
  'Point at the middle of a thing.': 'Zeig auf die Mitte eines Dings.',
  'A removed thing is out of sight: where it was last stays hidden for a while.':
    'Ein entferntes Ding ist nicht mehr zu sehen: Wo es zuletzt war, bleibt eine Weile verdeckt.',
  'The picture shows something else: removed things have to be pointed at again.':
    'Das Bild zeigt etwas anderes: Auf entfernte Dinge musst du noch einmal zeigen.',
  'A removed thing was not seen again: where it was last shows again.':
    'Ein entferntes Ding ist nicht wieder aufgetaucht: Wo es zuletzt war, ist wieder zu sehen.',
  'Vanish continues with another variant.': 'Vanish macht mit einer anderen Variante weiter.',
  'People are found by the segmenter alone: {}':
    'Menschen werden nur noch von der Personensuche gefunden: {}',
  'People who are far away may be missed: {}':
    'Menschen in der Ferne werden vielleicht übersehen: {}',
  'Furniture may be taken for people: {}': 'Möbel werden vielleicht für Menschen gehalten: {}',
  'The body finder gave no numbers.':
    'Das Netz, das ganze Körper findet, hat keine Zahlen geliefert.',
  'The body finder gave no answer.': 'Das Netz, das ganze Körper findet, hat nicht geantwortet.',
  'The body finder was asked before it was loaded.':
    'Das Netz, das ganze Körper findet, wurde gefragt, bevor es geladen war.',
  'The body finder does not give its golden output here.':
    'Das Netz, das ganze Körper findet, liefert hier nicht seine Referenzausgabe.',
  'The finder gave no answer.': 'Eines der Netze, die Menschen finden, hat nicht geantwortet.',
  'Fills are shown unrefined: {}': 'Erfundenes wird ohne Verfeinerung gezeigt: {}',
  '"{}" returned something that is not a number.': '„{}“ gab etwas zurück, das keine Zahl ist.',
  'The browser did not restore the graphics context.':
    'Der Browser hat den Grafikkontext nicht wiederhergestellt.',
  'The segmenter lost its graphics context.': 'Die Personensuche hat ihren Grafikkontext verloren.',
  'The segmenter lost its graphics context too.':
    'Auch die Personensuche hat ihren Grafikkontext verloren.',
  'The cloak could not be loaded{}.': 'Die Tarnung ließ sich nicht laden{}.',
  'This browser cannot copy the picture.': 'Dieser Browser kann das Bild nicht kopieren.',

  // Recordings, films, photos
  'What was recorded until then is kept.': 'Was bis dahin aufgenommen war, ist gesichert.',
  'Nothing was recorded.': 'Nichts wurde aufgenommen.',
  'The recording could not continue ({}).': 'Die Aufnahme konnte nicht weitergehen ({}).',
  'The recording could not be finished ({}).': 'Die Aufnahme ließ sich nicht abschließen ({}).',
  'What was recorded is kept as it is: it can be played and saved, but seeking may not work.':
    'Was aufgenommen war, ist gesichert, wie es ist: Es lässt sich abspielen und speichern, aber kaum darin springen.',
  'Save and delete clips to make room.': 'Speichere und lösche Clips, um Platz zu schaffen.',
  'The disk space that this browser gives the page is nearly used up.':
    'Der Speicherplatz, den dieser Browser der Seite gibt, ist fast verbraucht.',
  'The disk space that this browser gives the page is used up.':
    'Der Speicherplatz, den dieser Browser der Seite gibt, ist verbraucht.',
  'This browser cannot encode video of this size.':
    'Dieser Browser kann kein Video dieser Größe codieren.',
  'The recorder stopped working.': 'Die Aufnahme funktioniert nicht mehr.',
  'The recorder could not be loaded.': 'Die Aufnahme ließ sich nicht laden.',
  'Check the connection and try again, or reload the page.':
    'Prüfe die Verbindung und versuch es noch einmal, oder lade die Seite neu.',
  'No sound is coming from the microphone.': 'Vom Mikrofon kommt nichts.',
  'The recording has no sound.': 'Die Aufnahme ist stumm.',
  'This clip is being written in another tab.':
    'Dieser Clip wird in einem anderen Tab geschrieben.',
  'There is no such clip.': 'Diesen Clip gibt es nicht.',
  'This clip is being written.': 'Dieser Clip wird gerade geschrieben.',
  'The film could not be cloaked to the end ({}).': 'Der Film ließ sich nicht zu Ende tarnen ({}).',
  'Nothing was kept.': 'Nichts ist gesichert.',
  'the browser gives the page no more disk space: save and delete clips to make room':
    'der Browser gibt der Seite keinen Speicherplatz mehr: speichere und lösche Clips, um Platz zu schaffen',
  'the decoder stopped answering': 'der Decoder antwortet nicht mehr',
  'none of its {} frames could be read': 'keines seiner {} Bilder ließ sich lesen',
  '{} breaks off at {}: only {} of its {} frames could be read.':
    '{} bricht bei {} ab: Nur {} von {} Bildern ließen sich lesen.',
  '{} is damaged at {}: only {} of its {} frames could be decoded.':
    '{} ist bei {} beschädigt: Nur {} von {} Bildern ließen sich decodieren.',
  'The sound of {} could not be read from {} on, and ends there.':
    'Der Ton von {} ließ sich ab {} nicht mehr lesen und endet dort.',
  'These are cloaked.': 'Diese sind getarnt.',
  'The cloak gave no picture back.': 'Die Tarnung gab kein Bild zurück.',
  'It is in too many pieces.': 'Es sind zu viele Teile.',
  'Its table of contents is too large.': 'Das Inhaltsverzeichnis ist zu groß.',
  '{} is broken: {}': '{} ist beschädigt: {}',
  'Nothing was made of it.': 'Nichts wurde daraus gemacht.',
  'Open another film.': 'Öffne einen anderen Film.',
  'Open a film.': 'Öffne einen Film.',
  '{} is not a film that Vanish can read, or it is broken.':
    '{} ist kein lesbarer Film oder ist beschädigt.',
  'Open another, for example an MP4 or a WebM.': 'Öffne einen anderen, etwa ein MP4 oder ein WebM.',
  '{} has no picture.': '{} hat kein Bild.',
  '{} is in a form ({}) that this browser cannot decode.':
    '{} hat eine Form ({}), die dieser Browser nicht decodieren kann.',
  'Open another, for example an MP4 with H.264 or a WebM.':
    'Öffne einen anderen, etwa ein MP4 mit H.264 oder ein WebM.',
  'This browser can encode no film of {} pixels.':
    'Dieser Browser kann keinen Film mit {} Pixeln codieren.',
  '{} is cut in a way (an edit list of several parts) that Vanish cannot follow: what was cut away would come back.':
    '{} ist so geschnitten (eine Schnittliste aus mehreren Teilen), dass Vanish nicht folgen kann: Weggeschnittenes käme zurück.',
  'Export it from a video editor as one film, and open that.':
    'Exportiere ihn aus einem Schnittprogramm als einen Film und öffne den.',
  'This browser gives the page no disk space, and {} MB in memory are the limit.':
    'Dieser Browser gibt der Seite keinen Speicherplatz, und im Arbeitsspeicher sind {} MB die Grenze.',
  'the recorder does not answer': 'die Aufnahme antwortet nicht',
  'This browser cannot make a smaller copy of the photo.':
    'Dieser Browser kann das Foto nicht verkleinern.',
  'What is behind the people could not be read back.':
    'Was hinter den Menschen ist, ließ sich nicht auslesen.',
  '{} has {} pixels: pictures of more than {} megapixels are not opened.':
    '{} hat {} Pixel: Bilder mit mehr als {} Megapixeln werden nicht geöffnet.',
  'Make it smaller, and open it again.': 'Verkleinere es und öffne es noch einmal.',
  '{} has {} pixels, too few across for anybody to be found in it.':
    '{} hat {} Pixel und ist zu schmal, um jemanden darin zu finden.',
  'Save it as JPEG or PNG, and open that.': 'Speichere es als JPEG oder PNG und öffne das.',
  'Its transparent parts are white in the result.':
    'Was darin durchsichtig ist, ist im Ergebnis weiß.',
  'It moves: the first picture of it was taken.':
    'Es bewegt sich: Genommen wurde das erste Bild davon.',
  'It has {} pixels, and was made smaller: photos are cloaked up to {} megapixels.':
    'Es hat {} Pixel und wurde verkleinert: Fotos werden mit bis zu {} Megapixeln getarnt.',
  'This browser cannot show {}.': 'Dieser Browser kann {} nicht zeigen.',
  '{} is a {} picture, which this browser cannot show.':
    '{} ist ein {}-Bild, das dieser Browser nicht zeigen kann.',
  '{} is broken: it cannot be decoded as the {} picture that it begins as.':
    '{} ist beschädigt: Es lässt sich nicht als das {}-Bild decodieren, als das es anfängt.',
  'Open another copy of it.': 'Öffne eine andere Kopie davon.',
  '{} is not a picture.': '{} ist kein Bild.',
  'There is not enough memory for {}.': 'Der Speicher reicht nicht für {}.',
  'There is not enough memory to write the picture.':
    'Der Speicher reicht nicht, um das Bild zu schreiben.',
  'Too little of the room is visible to borrow detail from: what is behind them stays smooth.':
    'Vom Raum ist zu wenig zu sehen, um Feinheiten zu übernehmen: Was dahinter ist, bleibt glatt.',
  'It stopped responding.': 'Es kam keine Antwort mehr.',
  'It took more than five minutes.': 'Es dauerte mehr als fünf Minuten.',
  'It could not be loaded.': 'Es ließ sich nicht laden.',
  'It stopped: {}.': 'Es brach ab: {}.',

  // Networks from .onnx files
  '"{}" has {} MB, and at most {} MB are allowed.':
    '„{}“ ist {} MB groß; höchstens {} MB sind erlaubt.',
  '{} could not be read: it has been moved, changed or locked.':
    '{} ließ sich nicht lesen: Die Datei wurde verschoben, verändert oder gesperrt.',
  '"{}" cannot be used: {}.': '„{}“ lässt sich nicht benutzen: {}.',
  'it is not an ONNX model': 'Das ist kein ONNX-Modell',
  'it is not an ONNX model, or is incomplete': 'Das ist kein ONNX-Modell oder kein vollständiges',
  'it has {} operations, and at most {} are allowed':
    'Es hat {} Operationen; höchstens {} sind erlaubt',
  'its weights are in another file': 'Die Gewichte liegen in einer anderen Datei',
  'Export it with the weights inside.': 'Exportiere es mit den Gewichten darin.',
  'it has more than {} million weights': 'Es hat mehr als {} Millionen Gewichte',
  "it needs operations that are not ONNX's own: {}":
    'Es braucht Operationen, die nicht zu ONNX gehören: {}',
  'Vanish gives a network a picture with 3 channels and a mask with 1, or both as one input with 4 (batch, channels, height, width)':
    'Vanish übergibt einem Netz ein Bild mit 3 Kanälen und eine Maske mit einem, oder beides als einen Eingang mit 4 (Batch, Kanäle, Höhe, Breite)',
  'This one takes {}.': 'Dieses Netz nimmt {}.',
  nothing: 'nichts',
  '{} of any shape': '{} beliebiger Form',
  '{} holds neither floats (32 or 16 bits) nor bytes (uint8)':
    '{} besteht weder aus Gleitkommazahlen (32 oder 16 Bit) noch aus Bytes (uint8)',
  'it returns no picture with 3 channels, but {}':
    'Es gibt kein Bild mit 3 Kanälen zurück, sondern {}',
  'it takes {} pictures at a time, and Vanish gives it one':
    'Es nimmt {} Bilder auf einmal, und Vanish übergibt eines',
  'its mask and its picture differ in size': 'Maske und Bild sind nicht gleich groß',
  'its picture is larger than {} px': 'Das Bild ist größer als {} px',
  'it needs more memory than the {} GB that are allowed, or than there is':
    'Es braucht mehr Speicher als die erlaubten {} GB, oder mehr, als da ist',
  'ONNX Runtime does not support its operation {}': 'ONNX Runtime hat dafür keine Operation {}',
  '"{}" does not run: {}.': '„{}“ läuft nicht: {}.',
  '"{}" has no {} that holds floats or bytes.': '„{}“ hat kein {} aus Gleitkommazahlen oder Bytes.',
  '"{}" returns {} instead of [{}].': '„{}“ gibt {} zurück statt [{}].',
  '"{}" did not start.': '„{}“ ist nicht gestartet.',
  '"{}" gave no answer.': '„{}“ hat nicht geantwortet.',
  'It gave no answer.': 'Es kam keine Antwort.',
  '"{}" stopped working ({}).': '„{}“ funktioniert nicht mehr ({}).',
  'it gave no answer': 'es kam keine Antwort',
  'A .onnx file can only be kept if the page came over HTTPS.':
    'Eine .onnx-Datei lässt sich nur behalten, wenn die Seite über HTTPS kam.',
  'Made from {}, with ONNX Runtime.': 'Aus {}, mit ONNX Runtime.',
  'not stated': 'keine Angabe',
};
