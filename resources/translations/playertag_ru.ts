<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Another program is writing to this library. Try again when it is done.</source>
        <translation>В эту библиотеку пишет другая программа. Повторите, когда она закончит.</translation>
    </message>
    <message>
        <source>The library can&apos;t be read or written: {reason}. Check that the disk is not full and the folder can be written to.</source>
        <translation>Не удаётся прочитать или записать библиотеку: {reason}. Проверьте, есть ли место на диске и можно ли писать в эту папку.</translation>
    </message>
    <message>
        <source>This library was written by a newer Playertag (revision {current}). It was left untouched; update Playertag to open it.</source>
        <translation>Эта библиотека создана более новой версией Playertag (ревизия {current}). Она не изменена; чтобы открыть её, обновите Playertag.</translation>
    </message>
    <message>
        <source>gallery</source>
        <translation>галерея</translation>
    </message>
    <message>
        <source>player</source>
        <translation>игрок</translation>
    </message>
    <message>
        <source>training session</source>
        <translation>обучение</translation>
    </message>
    <message>
        <source>face</source>
        <translation>лицо</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>снимок</translation>
    </message>
    <message>
        <source>its file does not say when it was taken.</source>
        <translation>в файле не указано, когда он снят.</translation>
    </message>
    <message>
        <source>no clock is wrong by more than a century.</source>
        <translation>часы не бывают неверны больше чем на век.</translation>
    </message>
    <message>
        <source>whole seconds.</source>
        <translation>целое число секунд.</translation>
    </message>
    <message>
        <source>The demo can&apos;t be built in {folder}: {reason}.</source>
        <translation>Не удаётся создать пример в папке {folder}: {reason}.</translation>
    </message>
    <message>
        <source>{folder} is not empty. Name a new folder for the demo.</source>
        <translation>Папка {folder} не пуста. Укажите для примера новую папку.</translation>
    </message>
    <message>
        <source>The photo is no longer where it was. Import its folder again.</source>
        <translation>Снимка больше нет на прежнем месте. Импортируйте его папку заново.</translation>
    </message>
    <message>
        <source>Looking again</source>
        <translation>Повторный поиск</translation>
    </message>
    <message>
        <source>Stopped. What was finished until then is kept; run it again to go on.</source>
        <translation>Остановлено. Всё, что успело завершиться, сохранено; чтобы продолжить, запустите снова.</translation>
    </message>
    <message>
        <source>There is no {kind} &apos;{value}&apos; in this library.</source>
        <translation>В этой библиотеке не найдено: {kind} «{value}».</translation>
    </message>
    <message>
        <source>{field}: {reason}</source>
        <translation>{field}: {reason}</translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation>{file}, строка {line}</translation>
    </message>
    <message>
        <source>{at}, column &apos;{column}&apos;</source>
        <translation>{at}, столбец «{column}»</translation>
    </message>
    <message>
        <source>{reason} Nothing was imported.</source>
        <translation>{reason} Ничего не импортировано.</translation>
    </message>
    <message>
        <source>There is no room at {folder}: {needed} MiB are needed there, and {free} MiB are free. Make room, or choose another place.</source>
        <translation>Нет места в {folder}: нужно {needed} МиБ, свободно {free} МиБ. Освободите место или выберите другое.</translation>
    </message>
    <message>
        <source>The library&apos;s file is damaged ({found}). It was left as it is. &apos;playertag repair&apos; saves what can be saved; &apos;playertag restore&apos; goes back to one of the backups, which are in the folder &apos;backups&apos; beside it unless you chose another.</source>
        <translation>Файл библиотеки повреждён ({found}). Он оставлен как есть. «playertag repair» спасает то, что можно спасти; «playertag restore» возвращает к одной из резервных копий: они в папке «backups» рядом с ним, если вы не выбрали другую.</translation>
    </message>
    <message>
        <source>This library is open in a window of Playertag already ({holder}). Go on there, or close it and try again.</source>
        <translation>Эта библиотека уже открыта в окне Playertag ({holder}). Продолжайте там или закройте его и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>{host} is not known yet. Its key is {fingerprint}. Trust it if whoever runs the server says the same. Nothing was sent.</source>
        <translation>Сервер {host} ещё не известен. Его ключ: {fingerprint}. Доверьтесь ему, если хозяин сервера называет тот же. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>The card is no longer there. What was copied until then is whole: put it in again and copy once more, which goes on.</source>
        <translation>Карты больше нет. То, что скопировано до этого, цело: вставьте её снова и повторите копирование — оно продолжится.</translation>
    </message>
    <message>
        <source>What the team&apos;s store has as {name}… is something else, and was not used. Tell whoever looks after the store.</source>
        <translation>В хранилище команды под именем {name}… лежит что-то другое; оно не использовано. Сообщите тому, кто следит за хранилищем.</translation>
    </message>
    <message>
        <source>an id is 36 hex digits and hyphens</source>
        <translation>идентификатор состоит из 36 шестнадцатеричных цифр и дефисов</translation>
    </message>
    <message>
        <source>a photo&apos;s id is 64 hex digits</source>
        <translation>идентификатор снимка состоит из 64 шестнадцатеричных цифр</translation>
    </message>
    <message>
        <source>the name is not valid Unicode.</source>
        <translation>имя записано с ошибкой Юникода.</translation>
    </message>
    <message>
        <source>a {field} needs a name.</source>
        <translation>{field}: нужно имя.</translation>
    </message>
    <message>
        <source>a name has at most {most} letters.</source>
        <translation>в имени может быть не больше {most} знаков.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is none; {form}.</source>
        <translation>«{text}» не подходит; {form}.</translation>
    </message>
    <message>
        <source>HEIC needs one more package: pip install pillow-heif. Or export the photos as JPEG.</source>
        <translation>Для HEIC нужен ещё один пакет: pip install pillow-heif. Или сохраните снимки в JPEG.</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>Файла нет на месте.</translation>
    </message>
    <message>
        <source>the logo {file}: {reason}</source>
        <translation>логотип {file}: {reason}</translation>
    </message>
    <message>
        <source>{file} is no picture of 8 bits.</source>
        <translation>{file} — не 8-битная картинка.</translation>
    </message>
    <message>
        <source>The file may not be read by you.</source>
        <translation>У вас нет прав на чтение файла.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {reason}.</source>
        <translation>Не удаётся прочитать файл: {reason}.</translation>
    </message>
    <message>
        <source>The file has {size} MB; up to {limit} can be read. If it is a photo, export it as JPEG.</source>
        <translation>В файле {size} МБ; прочесть можно до {limit}. Если это фотография, экспортируйте её в JPEG.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Файл пуст.</translation>
    </message>
    <message>
        <source>The file is cut off: its end is missing.</source>
        <translation>Файл оборван: не хватает его конца.</translation>
    </message>
    <message>
        <source>The file is damaged: {reason}.</source>
        <translation>Файл повреждён: {reason}.</translation>
    </message>
    <message>
        <source>The file is not a picture of a kind that Playertag reads.</source>
        <translation>Это не изображение, или Playertag не читает такой формат.</translation>
    </message>
    <message>
        <source>There is not enough memory for so large a picture.</source>
        <translation>Для такого большого снимка не хватает памяти.</translation>
    </message>
    <message>
        <source>The JPEG comes in {scans} scans, too many for its size. If it is a photo, export it as a plain JPEG.</source>
        <translation>Сканов в этом JPEG {scans}: слишком много для его размера. Если это фотография, экспортируйте её как обычный JPEG.</translation>
    </message>
    <message>
        <source>The picture claims {megapixels} megapixels; the limit for its kind, {kind}, is {limit}. If it is a photo, export it smaller or as a plain JPEG.</source>
        <translation>В изображении заявлено {megapixels} мегапикселей; предел для его вида, {kind}, — {limit}. Если это фотография, экспортируйте её меньшего размера или в обычный JPEG.</translation>
    </message>
    <message>
        <source>The RAW file has {megapixels} megapixels and no preview; without one up to {limit} can be read.</source>
        <translation>В файле RAW {megapixels} мегапикселей и нет превью; без него читается до {limit}.</translation>
    </message>
    <message>
        <source>The RAW file can&apos;t be read: {reason}.</source>
        <translation>Не удаётся прочитать файл RAW: {reason}.</translation>
    </message>
    <message>
        <source>it takes more than {seconds} seconds</source>
        <translation>на него уходит больше {seconds} секунд</translation>
    </message>
    <message>
        <source>its decoder broke off, as it is damaged or takes too much memory</source>
        <translation>программа чтения прервалась: он повреждён или требует слишком много памяти</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written: {reason}. Make room on the disk or check the folder&apos;s rights, and do it again: what was finished is kept.</source>
        <translation>Не удаётся записать {path}: {reason}. Освободите место на диске или проверьте права на папку и повторите: всё завершённое сохранено.</translation>
    </message>
    <message>
        <source>there is no file or folder {path}.</source>
        <translation>нет файла или папки {path}.</translation>
    </message>
    <message>
        <source>there is no picture in {path}.</source>
        <translation>снимков нет в {path}.</translation>
    </message>
    <message>
        <source>there is no folder of a player in {folder}.</source>
        <translation>в папке {folder} нет ни одной папки игрока.</translation>
    </message>
    <message>
        <source>No face was found in this reference photo.</source>
        <translation>На этом эталоне лицо не найдено.</translation>
    </message>
    <message>
        <source>Several faces are equally large. Crop the photo to the player&apos;s own face.</source>
        <translation>Несколько лиц одинаково крупные. Обрежьте снимок до лица самого игрока.</translation>
    </message>
    <message>
        <source>The face in this photo is {other} already.</source>
        <translation>Лицо на этом снимке уже отнесено к другому игроку: {other}.</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be looked into: {reason}.</source>
        <translation>Не удаётся открыть папку {folder}: {reason}.</translation>
    </message>
    <message>
        <source>Finding faces</source>
        <translation>Поиск лиц</translation>
    </message>
    <message>
        <source>This is a device or a pipe, not a file.</source>
        <translation>Это устройство или канал, а не файл.</translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}: {reason}</translation>
    </message>
    <message>
        <source>no face was found there; {count} elsewhere in the photo.</source>
        <translation>там лицо не найдено; в других местах снимка лиц: {count}.</translation>
    </message>
    <message>
        <source>{dimension} numbers are needed, not {shape}.</source>
        <translation>нужно чисел: {dimension}, а не {shape}.</translation>
    </message>
    <message>
        <source>its numbers must be finite and not all zero.</source>
        <translation>числа должны быть конечными, и не все нули.</translation>
    </message>
    <message>
        <source>a probability above 0, at most 1.</source>
        <translation>вероятность больше 0 и не больше 1.</translation>
    </message>
    <message>
        <source>Recognising</source>
        <translation>Опознание</translation>
    </message>
    <message>
        <source>Nothing was trained yet. Enrol players, then train.</source>
        <translation>Обучения ещё не было. Добавьте эталоны игроков и запустите обучение.</translation>
    </message>
    <message>
        <source>The active training is of the model pack &apos;{pack_id}&apos;, and &apos;{used}&apos; is in use. Train again, make an earlier training of &apos;{used}&apos; the active one, or switch the pack back.</source>
        <translation>Действующее обучение сделано с набором моделей «{pack_id}», а сейчас выбран «{used}». Запустите обучение снова, сделайте действующим прежнее обучение с набором «{used}» или верните прежний набор.</translation>
    </message>
    <message>
        <source>There is no confirmed face to train on. Enrol players from reference photos, or confirm some faces, and train again.</source>
        <translation>Нет подтверждённых лиц для обучения. Добавьте эталоны игроков или подтвердите несколько лиц и повторите.</translation>
    </message>
    <message>
        <source>it was deleted; bring it back first.</source>
        <translation>оно удалено; сначала верните его.</translation>
    </message>
    <message>
        <source>only a finished session can be made active.</source>
        <translation>применить можно только завершённое обучение.</translation>
    </message>
    <message>
        <source>it is in use; make another one active first.</source>
        <translation>оно применяется; сначала выберите другое.</translation>
    </message>
    <message>
        <source>Calibrating</source>
        <translation>Калибровка</translation>
    </message>
    <message>
        <source>The index can&apos;t be written: {reason}.</source>
        <translation>Не удаётся записать индекс: {reason}.</translation>
    </message>
    <message>
        <source>none yet; it is built when it is first needed</source>
        <translation>пока нет; построится, когда понадобится</translation>
    </message>
    <message>
        <source>The search index is damaged. Run &apos;playertag index rebuild&apos;.</source>
        <translation>Поисковый индекс повреждён. Выполните «playertag index rebuild».</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>актуален</translation>
    </message>
    <message>
        <source>older than the library; renewed when needed</source>
        <translation>старее библиотеки; обновится при необходимости</translation>
    </message>
    <message>
        <source>{n} faces of the pack &apos;{pack}&apos;, {state}</source>
        <translation>лиц: {n}, набор «{pack}», {state}</translation>
    </message>
    <message>
        <source>The search index was removed while it was built. Try again.</source>
        <translation>Поисковый индекс удалили, пока он строился. Повторите.</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>Построение индекса</translation>
    </message>
    <message>
        <source>A library of Playertag keeps this for itself. Choose the photos that it is about.</source>
        <translation>Это служебные данные библиотеки Playertag. Выберите сами фотографии.</translation>
    </message>
    <message>
        <source>The folder can&apos;t be looked into: {reason}.</source>
        <translation>Не удаётся открыть папку: {reason}.</translation>
    </message>
    <message>
        <source>The name is not valid Unicode. Rename the file.</source>
        <translation>Имя файла записано с ошибкой Юникода. Переименуйте файл.</translation>
    </message>
    <message>
        <source>{name} is not an ONNX model.</source>
        <translation>{name} – не модель ONNX.</translation>
    </message>
    <message>
        <source>The model pack &apos;{pack_id}&apos; is not installed. Install it: playertag models install {pack_id}</source>
        <translation>Набор моделей «{pack_id}» не установлен. Установите его: playertag models install {pack_id}</translation>
    </message>
    <message>
        <source>There is no published pack &apos;{pack_id}&apos; (there are: {known}). To install another InsightFace pack, name its folder or zip file with --from.</source>
        <translation>Набора «{pack_id}» среди опубликованных нет (есть: {known}). Чтобы установить другой набор InsightFace, укажите его папку или ZIP-файл через --from.</translation>
    </message>
    <message>
        <source>&apos;{pack_id}&apos; can&apos;t be a pack&apos;s name: use letters, digits, &apos;.&apos;, &apos;-&apos; and &apos;_&apos;.</source>
        <translation>Имя набора «{pack_id}» не годится: допустимы буквы, цифры, «.», «-» и «_».</translation>
    </message>
    <message>
        <source>{licence} To accept it, add --accept-licence.</source>
        <translation>{licence} Чтобы принять её, добавьте --accept-licence.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be unpacked: {reason}</source>
        <translation>Не удаётся распаковать {name}: {reason}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not an InsightFace pack: it needs an SCRFD detector with landmarks and a recogniser of 112x112 faces.</source>
        <translation>«{name}» – не набор InsightFace: нужны детектор SCRFD с опорными точками и распознаватель лиц 112x112.</translation>
    </message>
    <message>
        <source>{problem} With its zip file at hand: playertag models install {id} --from FILE --accept-licence</source>
        <translation>{problem} Если ZIP-файл под рукой: playertag models install {id} --from FILE --accept-licence</translation>
    </message>
    <message>
        <source>Checking and installing</source>
        <translation>Проверка и установка</translation>
    </message>
    <message>
        <source>Downloading (MB)</source>
        <translation>Загрузка (МБ)</translation>
    </message>
    <message>
        <source>The installed program can&apos;t fetch packs. With the pack&apos;s folder or zip file at hand, name it with --from.</source>
        <translation>Установленная программа не загружает наборы. Если папка или ZIP-файл набора под рукой, укажите их через --from.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be downloaded: {reason}</source>
        <translation>Не удаётся загрузить {name}: {reason}</translation>
    </message>
    <message>
        <source>The pack lacks {name}.</source>
        <translation>В наборе нет файла {name}.</translation>
    </message>
    <message>
        <source>The model file {name} is missing. {advice}</source>
        <translation>Нет файла модели {name}. {advice}</translation>
    </message>
    <message>
        <source>The model file {name} is not the one expected (sha256 {digest}…, not {expected}…). {advice}</source>
        <translation>Файл модели {name} не тот, что ожидался (sha256 {digest}…, а не {expected}…). {advice}</translation>
    </message>
    <message>
        <source>The record of the model pack &apos;{name}&apos; is damaged. Install it again: playertag models install {name}</source>
        <translation>Запись о наборе моделей «{name}» повреждена. Установите его заново: playertag models install {name}</translation>
    </message>
    <message>
        <source>OpenVINO is not installed.</source>
        <translation>OpenVINO не установлен.</translation>
    </message>
    <message>
        <source>This processor does not compute in bfloat16.</source>
        <translation>Этот процессор не вычисляет в bfloat16.</translation>
    </message>
    <message>
        <source>CUDA could not be started with this driver and these CUDA libraries.</source>
        <translation>CUDA не запускается с этим драйвером и этими библиотеками CUDA.</translation>
    </message>
    <message>
        <source>tried here: {figures}</source>
        <translation>испытано здесь: {figures}</translation>
    </message>
    <message>
        <source>The installed program runs on the CPU; for a GPU install Playertag with pip.</source>
        <translation>Установленная программа работает на процессоре; для видеокарты установите Playertag через pip.</translation>
    </message>
    <message>
        <source>This build of ONNX Runtime has no CUDA.</source>
        <translation>В этой сборке ONNX Runtime нет CUDA.</translation>
    </message>
    <message>
        <source>There is no NVIDIA driver on this machine.</source>
        <translation>На этом компьютере нет драйвера NVIDIA.</translation>
    </message>
    <message>
        <source>{name} is not a model that can be opened: {reason}</source>
        <translation>{name} не открывается как модель: {reason}</translation>
    </message>
    <message>
        <source>name photos with --photo, a match with --match-of, or a --gallery.</source>
        <translation>укажите снимки через --photo, матч через --match-of или галерею через --gallery.</translation>
    </message>
    <message>
        <source>that photo was taken in no match.</source>
        <translation>этот снимок сделан не во время матча.</translation>
    </message>
    <message>
        <source>it is not within the photo.</source>
        <translation>рамка выходит за пределы снимка.</translation>
    </message>
    <message>
        <source>a face has at least {n} pixels each way.</source>
        <translation>лицо должно быть не меньше {n} пикселей по каждой стороне.</translation>
    </message>
    <message>
        <source>there is a face {id} already.</source>
        <translation>лицо {id} уже есть.</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>без имени</translation>
    </message>
    <message>
        <source>this face is there already ({who}): {id}.</source>
        <translation>это лицо уже есть ({who}): {id}.</translation>
    </message>
    <message>
        <source>the groups were made anew since; there is no way back to them.</source>
        <translation>с тех пор группы собраны заново; вернуть прежние нельзя.</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>группа</translation>
    </message>
    <message>
        <source>a face can&apos;t be the player and somebody else.</source>
        <translation>лицо не может быть и этим игроком, и кем-то другим.</translation>
    </message>
    <message>
        <source>none of its faces waits for an answer: they were answered or moved.</source>
        <translation>ни одно её лицо не ждёт ответа: на них ответили или их перенесли.</translation>
    </message>
    <message>
        <source>each part needs faces of its own.</source>
        <translation>в каждой части должны быть свои лица.</translation>
    </message>
    <message>
        <source>a part of the group has to stay.</source>
        <translation>часть группы должна остаться.</translation>
    </message>
    <message>
        <source>a group is merged with other ones.</source>
        <translation>группу объединяют с другими группами.</translation>
    </message>
    <message>
        <source>both must be groups of the same gallery.</source>
        <translation>обе группы должны быть из одной галереи.</translation>
    </message>
    <message>
        <source>faces go to another group of the same gallery.</source>
        <translation>лица переносят в другую группу той же галереи.</translation>
    </message>
    <message>
        <source>none was named.</source>
        <translation>ничего не указано.</translation>
    </message>
    <message>
        <source>a number from -1 to 1.</source>
        <translation>число от -1 до 1.</translation>
    </message>
    <message>
        <source>open face of this cluster</source>
        <translation>лицо этой группы без ответа</translation>
    </message>
    <message>
        <source>both are confirmed in {n} photos, so they are two people.</source>
        <translation>оба подтверждены на одном снимке (таких снимков: {n}), значит это два разных человека.</translation>
    </message>
    <message>
        <source>{name} is not on the roster.</source>
        <translation>игрока {name} нет в составе.</translation>
    </message>
    <message>
        <source>the other one was merged into {name}.</source>
        <translation>другой уже объединён с игроком {name}.</translation>
    </message>
    <message>
        <source>{name} is the same player twice.</source>
        <translation>{name} — дважды один и тот же игрок.</translation>
    </message>
    <message>
        <source>a player can be merged once, into another one.</source>
        <translation>игрока можно объединить один раз и только с другим игроком.</translation>
    </message>
    <message>
        <source>{name} is confirmed in {n} photos; reject those faces first.</source>
        <translation>{name}: подтверждённых снимков: {n}; сначала отклоните эти лица.</translation>
    </message>
    <message>
        <source>several are called &apos;{name}&apos;: {ids}</source>
        <translation>имя «{name}» носят несколько игроков: {ids}</translation>
    </message>
    <message>
        <source>say whether the consent was given, too.</source>
        <translation>укажите и то, дано ли согласие.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is there twice.</source>
        <translation>«{name}» указано дважды.</translation>
    </message>
    <message>
        <source>There is no player in the file.</source>
        <translation>В файле нет ни одного игрока.</translation>
    </message>
    <message>
        <source>season</source>
        <translation>сезон</translation>
    </message>
    <message>
        <source>{name} was merged into another player.</source>
        <translation>Игрок {name} объединён с другим.</translation>
    </message>
    <message>
        <source>{name} does not agree to be recognised.</source>
        <translation>{name} не согласен (не согласна) на распознавание.</translation>
    </message>
    <message>
        <source>this face is labelled as nobody.</source>
        <translation>это лицо отмечено как ничьё.</translation>
    </message>
    <message>
        <source>act that could be taken back</source>
        <translation>действие, которое можно отменить</translation>
    </message>
    <message>
        <source>it was taken back already.</source>
        <translation>он уже отменён.</translation>
    </message>
    <message>
        <source>no face was named.</source>
        <translation>не указано ни одного лица.</translation>
    </message>
    <message>
        <source>{name} does not agree to be recognised in this gallery.</source>
        <translation>{name} не согласен(на) на распознавание в этой галерее.</translation>
    </message>
    <message>
        <source>{name} would be twice in {file}. Leave one of the two faces out.</source>
        <translation>{name}: дважды на {file}. Оставьте одно из двух лиц.</translation>
    </message>
    <message>
        <source>{name} is confirmed in {file} already, as another face. Leave this one out, or look at that photo and say who the other one is. Nothing was changed.</source>
        <translation>{name}: на {file} уже подтверждено другое лицо. Исключите это или откройте то фото и скажите, кто там другой. Ничего не изменено.</translation>
    </message>
    <message>
        <source>In this team you are a viewer, who only looks: an owner can let you answer.</source>
        <translation>В этой команде вы наблюдатель и только смотрите: разрешить отвечать может владелец.</translation>
    </message>
    <message>
        <source>A face would be of a player who is not on the roster. Nothing was changed.</source>
        <translation>Лицо досталось бы игроку, которого нет в составе. Ничего не изменено.</translation>
    </message>
    <message>
        <source>A player would be in one photo twice. Nothing was changed.</source>
        <translation>Игрок оказался бы на одном снимке дважды. Ничего не изменено.</translation>
    </message>
    <message>
        <source>The workbook is locked with a password. Save it without one, or as CSV.</source>
        <translation>Книга защищена паролем. Сохраните её без пароля или в CSV.</translation>
    </message>
    <message>
        <source>The workbook is damaged, too large, or none: {reason}. Copy the list into a new one, or save it as CSV.</source>
        <translation>Книга повреждена, слишком велика, или это не книга: {reason}. Скопируйте список в новую или сохраните его как CSV.</translation>
    </message>
    <message>
        <source>There is no sheet &apos;{sheet}&apos;; there are: {sheets}.</source>
        <translation>Нет листа «{sheet}»; есть: {sheets}.</translation>
    </message>
    <message>
        <source>The sheet &apos;{sheet}&apos; is empty.</source>
        <translation>Лист «{sheet}» пуст.</translation>
    </message>
    <message>
        <source>The line is not in {encoding}. Choose another encoding.</source>
        <translation>Строка записана не в кодировке {encoding}. Выберите другую кодировку.</translation>
    </message>
    <message>
        <source>There is no encoding &apos;{encoding}&apos;.</source>
        <translation>Кодировки «{encoding}» нет.</translation>
    </message>
    <message>
        <source>The line can&apos;t be read: {reason}.</source>
        <translation>Не удаётся прочитать строку: {reason}.</translation>
    </message>
    <message>
        <source>this player was erased. Whoever is to be on the roster again has no id yet.</source>
        <translation>этот игрок стёрт. У того, кто снова должен быть в составе, ещё нет id.</translation>
    </message>
    <message>
        <source>{name} was merged into another player or removed.</source>
        <translation>Игрок {name} объединён с другим или удалён.</translation>
    </message>
    <message>
        <source>There are {there} columns, not {said}.</source>
        <translation>Столбцов {there}, а не {said}.</translation>
    </message>
    <message>
        <source>&apos;{first}&apos; is the same already; two columns can&apos;t be.</source>
        <translation>Это уже назначено столбцу «{first}»; двум столбцам сразу нельзя.</translation>
    </message>
    <message>
        <source>No column is the name.</source>
        <translation>Ни один столбец не назначен именем.</translation>
    </message>
    <message>
        <source>There are {values} values for {columns} columns.</source>
        <translation>Значений: {values}, а столбцов: {columns}.</translation>
    </message>
    <message>
        <source>The name is empty.</source>
        <translation>Имя не указано.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is neither yes nor no.</source>
        <translation>«{text}» – не «да» и не «нет».</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is no day; write it as 2026-12-31.</source>
        <translation>«{text}» – не дата; пишите так: 2026-12-31.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>There is nothing after a tab.</source>
        <translation>После табуляции ничего нет.</translation>
    </message>
    <message>
        <source>The code does not end with a number.</source>
        <translation>Код не заканчивается номером.</translation>
    </message>
    <message>
        <source>&apos;{value}&apos; is already on line {line}.</source>
        <translation>«{value}» уже есть в строке {line}.</translation>
    </message>
    <message>
        <source>&apos;{code}&apos; can&apos;t be typed: no blanks, = or #.</source>
        <translation>«{code}» не набрать: без пробелов, = и #.</translation>
    </message>
    <message>
        <source>&apos;{code}&apos; would be both {first} and {second}.</source>
        <translation>«{code}» — это и {first}, и {second}.</translation>
    </message>
    <message>
        <source>there is no setting &apos;{name}&apos;; there are: {known}.</source>
        <translation>нет настройки «{name}»; есть: {known}.</translation>
    </message>
    <message>
        <source>Model pack</source>
        <translation>Набор моделей</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Устройство</translation>
    </message>
    <message>
        <source>Precision of automatic tags</source>
        <translation>Точность автоматических меток</translation>
    </message>
    <message>
        <source>Suggest from probability</source>
        <translation>Предлагать при вероятности от</translation>
    </message>
    <message>
        <source>Least quality for training</source>
        <translation>Качество для обучения от</translation>
    </message>
    <message>
        <source>Faces that make a cluster</source>
        <translation>Лиц в группе, не меньше</translation>
    </message>
    <message>
        <source>Another folder for backups</source>
        <translation>Другая папка для резервных копий</translation>
    </message>
    <message>
        <source>Days until unnamed faces go, 0: never</source>
        <translation>Лица без имени хранить дней, 0: всегда</translation>
    </message>
    <message>
        <source>Take names from files that are imported</source>
        <translation>Брать имена из импортируемых файлов</translation>
    </message>
    <message>
        <source>Write names into</source>
        <translation>Записывать имена в</translation>
    </message>
    <message>
        <source>Write unconfirmed names, too</source>
        <translation>И неподтверждённые имена</translation>
    </message>
    <message>
        <source>Write names as keywords</source>
        <translation>Записывать имена как ключевые слова</translation>
    </message>
    <message>
        <source>Write where the faces are</source>
        <translation>Записывать, где лица</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Подпись</translation>
    </message>
    <message>
        <source>Headline</source>
        <translation>Заголовок</translation>
    </message>
    <message>
        <source>Sync by itself</source>
        <translation>Автосинхронизация</translation>
    </message>
    <message>
        <source>Share originals with the team</source>
        <translation>Делиться оригиналами с командой</translation>
    </message>
    <message>
        <source>Most KB/s of pictures, 0: no limit</source>
        <translation>Предел для снимков, КБ/с (0 — нет)</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Keys of one character, such as X or 1</source>
        <translation>Клавиши из одного знака, например X или 1</translation>
    </message>
    <message>
        <source>{found} bytes, not {expected}</source>
        <translation>байтов {found}, а не {expected}</translation>
    </message>
    <message>
        <source>its norm is {norm}, not 1</source>
        <translation>норма {norm}, а не 1</translation>
    </message>
    <message>
        <source>The stored embedding of {name} is damaged: {reason}. The folder &apos;backups&apos; beside the library&apos;s file may hold an earlier copy.</source>
        <translation>Сохранённый дескриптор повреждён ({name}): {reason}. Рядом с файлом библиотеки, в папке «backups», может быть более ранняя копия.</translation>
    </message>
    <message>
        <source>several files have this name: {files}</source>
        <translation>так называются несколько файлов: {files}</translation>
    </message>
    <message>
        <source>{rating} is none; there are 0 to 5, and -1 for rejected.</source>
        <translation>оценки {rating} нет; бывают от 0 до 5 и -1 для отклонённых.</translation>
    </message>
    <message>
        <source>match</source>
        <translation>матч</translation>
    </message>
    <message>
        <source>team</source>
        <translation>команда</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>камера</translation>
    </message>
    <message>
        <source>whole, revision {revision}</source>
        <translation>цела, ревизия {revision}</translation>
    </message>
    <message>
        <source>Not understood, and at the default if there is one: {names}. Another version of Playertag may have stored them; changing any setting clears them away.</source>
        <translation>Не распознаны и заменены обычными, если такие есть: {names}. Возможно, их записала другая версия Playertag; изменение любой настройки уберёт их.</translation>
    </message>
    <message>
        <source>each is understood</source>
        <translation>все распознаны</translation>
    </message>
    <message>
        <source>a match ends after its start.</source>
        <translation>матч кончается позже начала.</translation>
    </message>
    <message>
        <source>There is no match in the file.</source>
        <translation>В файле нет ни одного матча.</translation>
    </message>
    <message>
        <source>a whole number from 0 to {most}.</source>
        <translation>целое число от 0 до {most}.</translation>
    </message>
    <message>
        <source>a saved filter stands alone: leave out the others.</source>
        <translation>сохранённый фильтр применяется один: уберите остальные условия.</translation>
    </message>
    <message>
        <source>name players and teams, or say --everybody; not both.</source>
        <translation>назовите игроков и команды либо укажите --everybody, но не то и другое вместе.</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read: {reason}.</source>
        <translation>{file} не удаётся прочитать: {reason}.</translation>
    </message>
    <message>
        <source>{file} is not a JSON list of numbers.</source>
        <translation>{file} — не список чисел JSON.</translation>
    </message>
    <message>
        <source>there are {n} faces in it; look one up by &apos;lookup face --box&apos;.</source>
        <translation>на ней лиц: {n}; найдите одно командой «lookup face --box».</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>пока нет</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>версия {version}</translation>
    </message>
    <message>
        <source>it is no text: {bytes}</source>
        <translation>это не текст: {bytes}</translation>
    </message>
    <message>
        <source>{thumbnails} of {photos} photos and {crops} of {faces} faces have one; others are made when they are looked at</source>
        <translation>есть для {thumbnails} из {photos} фотографий и {crops} из {faces} лиц; остальные делаются, когда на них смотрят</translation>
    </message>
    <message>
        <source>The photo is on another computer of the team.</source>
        <translation>Снимок находится на другом компьютере команды.</translation>
    </message>
    <message>
        <source>The file has changed since it was imported. Import it again.</source>
        <translation>Файл изменился с тех пор, как его импортировали. Импортируйте его снова.</translation>
    </message>
    <message>
        <source>it has an end or it has none: leave out one of them.</source>
        <translation>срок либо есть, либо его нет: уберите одно из двух.</translation>
    </message>
    <message>
        <source>saved filter</source>
        <translation>сохранённый фильтр</translation>
    </message>
    <message>
        <source>another version saved this filter; save it anew.</source>
        <translation>этот фильтр сохранила другая версия; сохраните его заново.</translation>
    </message>
    <message>
        <source>an @ in the password is to be written %40.</source>
        <translation>символ @ в пароле нужно записать как %40.</translation>
    </message>
    <message>
        <source>without TLS only a server on this computer is spoken to.</source>
        <translation>без TLS связь возможна только с сервером на этом компьютере.</translation>
    </message>
    <message>
        <source>an address is postgresql://host/database.</source>
        <translation>адрес пишется так: postgresql://хост/база.</translation>
    </message>
    <message>
        <source>{host} does not let {login} in: their password is not on this computer. {variable} can hold it. Else a computer that has it makes an invitation for this one (&apos;Another computer…&apos;), or an owner makes a new one.</source>
        <translation>{host} не пускает {login}: пароля нет на этом компьютере. Его можно указать в {variable}. Иначе приглашение для этого компьютера сделает тот, где пароль есть («Другой компьютер…»), или новое сделает владелец.</translation>
    </message>
    <message>
        <source>{host} does not let {login} in: the password is wrong or not on this computer, or they are not known there. {variable} can hold it; else ask an owner for a new invitation.</source>
        <translation>{host} не пускает {login}: пароль неверен или его нет на этом компьютере, или этот участник там неизвестен. Пароль может быть в {variable}; иначе попросите владельца о новом приглашении.</translation>
    </message>
    <message>
        <source>The team&apos;s server {host} can&apos;t be reached: {reason}</source>
        <translation>Сервер команды {host} недоступен: {reason}</translation>
    </message>
    <message>
        <source>{host} does not let &apos;{login}&apos; in: that name or its password is wrong. It is to be somebody who may make roles and extensions there.</source>
        <translation>{host} не пускает «{login}»: неверно имя или пароль. Нужен тот, кто вправе создавать там роли и расширения.</translation>
    </message>
    <message>
        <source>You are not, or no longer, a member of this tournament: an owner can invite you (again). Your library stays whole as it is.</source>
        <translation>Вы не участник этого турнира или уже не участник: пригласить вас (снова) может владелец. Ваша библиотека остаётся целой.</translation>
    </message>
    <message>
        <source>You are signed in as {email}, and the team&apos;s member here is {login}: sign out, or sign in as {login}.</source>
        <translation>Вы вошли как {email}, а участник команды здесь — {login}: выйдите или войдите как {login}.</translation>
    </message>
    <message>
        <source>There is no team on this server yet: make one first.</source>
        <translation>На этом сервере ещё нет команды: сначала создайте её.</translation>
    </message>
    <message>
        <source>The team&apos;s server is of an older Playertag (revision {found}). Whoever looks after it is to bring it up to date; nothing was sent.</source>
        <translation>Сервер команды — от более старой версии Playertag (ревизия {found}). Пусть его обновит тот, кто за ним следит; ничего не отправлено.</translation>
    </message>
    <message>
        <source>The team&apos;s server is of a newer Playertag (revision {found}). Update Playertag to sync; nothing was sent.</source>
        <translation>Сервер команды — от более новой версии Playertag (ревизия {found}). Обновите Playertag, чтобы синхронизироваться; ничего не отправлено.</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Получение</translation>
    </message>
    <message>
        <source>This library is in another team by now.</source>
        <translation>Эта библиотека уже в другой команде.</translation>
    </message>
    <message>
        <source>This library is in no team. Join one with an invitation, or make one.</source>
        <translation>Эта библиотека не в команде. Вступите в команду по приглашению или создайте её.</translation>
    </message>
    <message>
        <source>Somebody else of the team is sending. Nothing is lost; syncing again goes on.</source>
        <translation>Сейчас отправляет кто-то другой из команды. Ничего не потеряно; следующая синхронизация продолжит.</translation>
    </message>
    <message>
        <source>{who} held up the team for minutes and was cut off. Nothing is lost; syncing again goes on. If it happens again, an owner can dismiss them.</source>
        <translation>{who}: несколько минут задерживал(а) команду, соединение разорвано. Ничего не потеряно; следующая синхронизация продолжит. Если это повторится, владелец может исключить участника.</translation>
    </message>
    <message>
        <source>The team&apos;s server does not let you do this: {reason}</source>
        <translation>Сервер команды не разрешает вам это: {reason}</translation>
    </message>
    <message>
        <source>The server lacks something that a team needs ({reason}). It is to be PostgreSQL 15 or newer with the extension pgvector.</source>
        <translation>Серверу не хватает того, что нужно команде ({reason}). Нужен PostgreSQL 15 или новее с расширением pgvector.</translation>
    </message>
    <message>
        <source>The team&apos;s server could not do it: {reason} Try it again.</source>
        <translation>Сервер команды не смог этого сделать: {reason} Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>The team&apos;s server refused something: {reason}</source>
        <translation>Сервер команды что-то не принял: {reason}</translation>
    </message>
    <message>
        <source>The line to the team&apos;s server broke: {reason} Nothing is lost; syncing again goes on.</source>
        <translation>Связь с сервером команды прервалась: {reason} Ничего не потеряно; следующая синхронизация продолжит с этого места.</translation>
    </message>
    <message>
        <source>{host} does not let {login} in by this invitation: one lets in once, and this one was used, or there is a newer one. Another computer of yours joins by what &apos;Another computer…&apos; or &apos;playertag team own-invitation&apos; shows on the first; else ask an owner for a new one.</source>
        <translation>{host} не пускает {login} по этому приглашению: оно впускает один раз и уже использовано, или есть более новое. Другой ваш компьютер вступает по тому, что показывает «Другой компьютер…» или &apos;playertag team own-invitation&apos; на первом; иначе попросите у владельца новое.</translation>
    </message>
    <message>
        <source>{login} is known on this server already, by a password that this computer does not have. Do this on a computer that has it, or set {variable} to it; else an owner makes a new invitation for somebody who has lost theirs (Members, or &apos;team invite --again&apos;).</source>
        <translation>{login} уже известен(на) на этом сервере, но пароля на этом компьютере нет. Сделайте это на компьютере, где он есть, или укажите его в {variable}; иначе владелец сделает новое приглашение взамен утерянного («Участники» или &apos;team invite --again&apos;).</translation>
    </message>
    <message>
        <source>this one keeps its password, as one does that you made yourself for another computer of yours. Say so if you did. If somebody else gave it to you they could act as you: ask them for another one.</source>
        <translation>это приглашение сохраняет свой пароль, как то, что вы делаете сами для другого своего компьютера. Если сделали его вы, отметьте это. Если его дал кто-то другой, он мог бы действовать от вашего имени: попросите другое.</translation>
    </message>
    <message>
        <source>This computer does not have the password of {login}: do this on the one that has.</source>
        <translation>На этом компьютере нет пароля {login}: сделайте это на том, где он есть.</translation>
    </message>
    <message>
        <source>this library is in the team {name} already.</source>
        <translation>эта библиотека уже в команде {name}.</translation>
    </message>
    <message>
        <source>{login} is a member as {now} already. Say so if they are to be {wanted} from now on.</source>
        <translation>{login} уже участник, роль — {now}. Отметьте, если теперь должна быть {wanted}.</translation>
    </message>
    <message>
        <source>&apos;{login}&apos; is no e-mail address, as name@example.org is one.</source>
        <translation>«{login}» — не адрес почты; адрес выглядит так: name@example.org.</translation>
    </message>
    <message>
        <source>&apos;{login}&apos; is too long: a server knows nobody by more than {most} letters.</source>
        <translation>Адрес «{login}» слишком длинный: сервер различает имена не длиннее {most} знаков.</translation>
    </message>
    <message>
        <source>part of this invitation is missing, as a rule its end. Copy all of it.</source>
        <translation>часть приглашения пропала, обычно конец. Скопируйте его целиком.</translation>
    </message>
    <message>
        <source>this is no invitation; it begins with {start}.</source>
        <translation>это не приглашение; оно начинается с {start}.</translation>
    </message>
    <message>
        <source>Google no longer confirms that you are {email}, so you are signed out. Sign in again, or go on without.</source>
        <translation>Google больше не подтверждает, что вы — {email}, поэтому вход завершён. Войдите снова или продолжайте без входа.</translation>
    </message>
    <message>
        <source>{file} can&apos;t be written: {reason}.</source>
        <translation>Не удаётся записать {file}: {reason}.</translation>
    </message>
    <message>
        <source>Signing in needs the client file of a Google project, which does not come with Playertag. docs/team.md says where to get one.</source>
        <translation>Для входа нужен файл клиента из проекта Google, которого в Playertag нет. Где его взять, сказано в docs/team.md.</translation>
    </message>
    <message>
        <source>{file} is of a web application. In Google&apos;s console make a client of the kind &apos;Desktop app&apos;, and choose its file.</source>
        <translation>{file} — от веб-приложения. Создайте в консоли Google клиент вида «Desktop app» и выберите его файл.</translation>
    </message>
    <message>
        <source>The client file {file} can&apos;t be read: {reason}.</source>
        <translation>Не удаётся прочитать файл клиента {file}: {reason}.</translation>
    </message>
    <message>
        <source>{file} is no client file, or a damaged one. Download it again from Google&apos;s console, and choose it.</source>
        <translation>{file} — не файл клиента или он повреждён. Скачайте его ещё раз из консоли Google и выберите.</translation>
    </message>
    <message>
        <source>Google&apos;s answer belongs to another sign-in. Try again.</source>
        <translation>Ответ Google относится к другому входу. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>Google&apos;s answer is about somebody else. Sign out, and sign in again.</source>
        <translation>Ответ Google — о другом человеке. Выйдите и войдите снова.</translation>
    </message>
    <message>
        <source>The answer is not Google&apos;s own. Try again on another network.</source>
        <translation>Ответ пришёл не от Google. Попробуйте ещё раз в другой сети.</translation>
    </message>
    <message>
        <source>Google does not know yet that {email} is yours. Confirm it with Google, then sign in again.</source>
        <translation>Google ещё не знает, что адрес {email} — ваш. Подтвердите его в Google и войдите снова.</translation>
    </message>
    <message>
        <source>Google&apos;s answer is for another program. Try again.</source>
        <translation>Ответ Google предназначен другой программе. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>Google&apos;s answer is not of now. If this computer&apos;s clock is wrong, set it; then sign in again.</source>
        <translation>Ответ Google не относится к этому времени. Если часы компьютера идут неверно, исправьте их и войдите снова.</translation>
    </message>
    <message>
        <source>Google&apos;s answer does not carry Google&apos;s signature: something on the way may have changed it. Try again on another network.</source>
        <translation>На ответе нет подписи Google: возможно, его изменили по пути. Попробуйте ещё раз в другой сети.</translation>
    </message>
    <message>
        <source>Google refused to sign anybody in ({reason}). Try again; if it stays so, the client file is out of date: get a new one from Google&apos;s console.</source>
        <translation>Google отказал во входе ({reason}). Попробуйте ещё раз; если не поможет, файл клиента устарел: возьмите новый в консоли Google.</translation>
    </message>
    <message>
        <source>Google can&apos;t be reached. Check the line to the internet, and try again.</source>
        <translation>Нет связи с Google. Проверьте подключение к интернету и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>Google&apos;s answer can&apos;t be understood ({what}). Try again later.</source>
        <translation>Не удаётся понять ответ Google ({what}). Попробуйте позже.</translation>
    </message>
    <message>
        <source>Nobody signed in within {minutes} minutes. Try again.</source>
        <translation>За отведённое время ({minutes} мин) никто не вошёл. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>Google was told no, and nobody was signed in ({reason}).</source>
        <translation>В Google ответили отказом, вход не выполнен ({reason}).</translation>
    </message>
    <message>
        <source>This is not the answer that Playertag waits for.</source>
        <translation>Это не тот ответ, которого ждёт Playertag.</translation>
    </message>
    <message>
        <source>Google has answered. Close this page, and go on in Playertag: it says who is signed in.</source>
        <translation>Google ответил. Закройте эту страницу и вернитесь в Playertag: там сказано, кто вошёл.</translation>
    </message>
    <message>
        <source>Nobody was signed in to Playertag, and nothing was changed. You can close this page.</source>
        <translation>Вход в Playertag не выполнен, и ничего не изменилось. Эту страницу можно закрыть.</translation>
    </message>
    <message>
        <source>an address is https://host/bucket, s3://bucket (of Amazon&apos;s) or file:///folder.</source>
        <translation>адрес — это https://узел/бакет, s3://бакет (у Amazon) или file:///папка.</translation>
    </message>
    <message>
        <source>the key is not part of the address; {form}</source>
        <translation>ключ не входит в адрес; {form}</translation>
    </message>
    <message>
        <source>without TLS only a bucket on this computer is spoken to.</source>
        <translation>без TLS можно обращаться только к бакету на этом же компьютере.</translation>
    </message>
    <message>
        <source>The team&apos;s folder {folder} is not there. Is its disk connected?</source>
        <translation>Папки команды {folder} нет на месте. Подключён ли её диск?</translation>
    </message>
    <message>
        <source>The team&apos;s folder {folder} does not have it (any more).</source>
        <translation>В папке команды {folder} этого (больше) нет.</translation>
    </message>
    <message>
        <source>The team&apos;s folder {folder} can&apos;t be read: {reason}.</source>
        <translation>Папку команды {folder} не удаётся прочитать: {reason}.</translation>
    </message>
    <message>
        <source>In the team&apos;s folder {folder} nothing can be deleted: {reason}.</source>
        <translation>В папке команды {folder} ничего нельзя удалить: {reason}.</translation>
    </message>
    <message>
        <source>the secret does not belong to your key. Give both again, in &apos;Pictures…&apos; or by &apos;playertag store key&apos;.</source>
        <translation>секрет не подходит к вашему ключу. Введите оба ещё раз: «Изображения…» или &apos;playertag store key&apos;.</translation>
    </message>
    <message>
        <source>it does not know your key. Give it again, in &apos;Pictures…&apos; or by &apos;playertag store key&apos;, or ask whoever looks after the bucket for another one.</source>
        <translation>ваш ключ там неизвестен. Введите его ещё раз: «Изображения…» или &apos;playertag store key&apos; — или попросите другой у того, кто управляет бакетом.</translation>
    </message>
    <message>
        <source>your key has expired. Ask whoever looks after the bucket for another one.</source>
        <translation>срок вашего ключа истёк. Попросите другой у того, кто управляет бакетом.</translation>
    </message>
    <message>
        <source>your key has not the right to do this. Ask whoever looks after the bucket to give it that.</source>
        <translation>у вашего ключа нет на это прав. Попросите о них того, кто управляет бакетом.</translation>
    </message>
    <message>
        <source>nothing answers there. See whether there is a line, and whether the address is right.</source>
        <translation>там никто не отвечает. Проверьте, есть ли связь и верен ли адрес.</translation>
    </message>
    <message>
        <source>what answers there does not speak TLS. See whether the address and its port are right.</source>
        <translation>то, что там отвечает, не поддерживает TLS. Проверьте адрес и порт.</translation>
    </message>
    <message>
        <source>its certificate is of no authority that this computer trusts. Whoever looks after the bucket is to give it another one; else AWS_CA_BUNDLE can name the file of its authority.</source>
        <translation>его сертификат выдан центром, которому этот компьютер не доверяет. Пусть тот, кто управляет бакетом, заменит сертификат; иначе файл этого центра можно указать в AWS_CA_BUNDLE.</translation>
    </message>
    <message>
        <source>what is there does not answer as a bucket. If it wants TLS, its address begins with https.</source>
        <translation>то, что там есть, не отвечает как бакет. Если нужен TLS, адрес начинается с https.</translation>
    </message>
    <message>
        <source>This computer has no key for the team&apos;s bucket {bucket} on {host}. Whoever looks after the bucket gives you one; &apos;Pictures…&apos; or &apos;playertag store key&apos; takes it.</source>
        <translation>На этом компьютере нет ключа к бакету команды {bucket} на {host}. Ключ даёт тот, кто управляет бакетом; введите его: «Изображения…» или &apos;playertag store key&apos;.</translation>
    </message>
    <message>
        <source>The line to the team&apos;s bucket {bucket} on {host} broke: {reason}. Nothing is lost; trying again goes on.</source>
        <translation>Связь с бакетом команды {bucket} на {host} прервалась: {reason}. Ничего не потеряно; повторная попытка продолжит.</translation>
    </message>
    <message>
        <source>The team&apos;s bucket {bucket} on {host} can&apos;t be reached: {why} Nothing is lost; trying again goes on.</source>
        <translation>Бакет команды {bucket} на {host} недоступен: {why} Ничего не потеряно; при новой попытке работа продолжится.</translation>
    </message>
    <message>
        <source>There is no bucket {bucket} on {host}.</source>
        <translation>На {host} нет бакета {bucket}.</translation>
    </message>
    <message>
        <source>The team&apos;s bucket {bucket} does not have it (any more).</source>
        <translation>В бакете команды {bucket} этого (больше) нет.</translation>
    </message>
    <message>
        <source>The team&apos;s bucket {bucket} on {host} does not let you in: {why}</source>
        <translation>Бакет команды {bucket} на {host} вас не пускает: {why}</translation>
    </message>
    <message>
        <source>The team&apos;s bucket {bucket} on {host} is busy. Sync again later.</source>
        <translation>Бакет команды {bucket} на {host} перегружен. Повторите синхронизацию позже.</translation>
    </message>
    <message>
        <source>The team&apos;s bucket {bucket} on {host} refused something: {reason}.</source>
        <translation>Бакет команды {bucket} на {host} отказал: {reason}.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Изображения</translation>
    </message>
    <message>
        <source>a link holds 1 to {most} days.</source>
        <translation>ссылка действует от 1 до {most} дней.</translation>
    </message>
    <message>
        <source>{name} does not agree to be recognised: nothing is collected.</source>
        <translation>{name} не даёт согласия на распознавание: снимки не собираются.</translation>
    </message>
    <message>
        <source>The team has no store of pictures. An owner can give it one.</source>
        <translation>У команды нет хранилища изображений. Его может указать владелец.</translation>
    </message>
    <message>
        <source>Only owners and photographers hand out photos and work on those that were.</source>
        <translation>Раздавать фотографии и обрабатывать розданные могут только владельцы и фотографы.</translation>
    </message>
    <message>
        <source>Work of all stations</source>
        <translation>Работа всех станций</translation>
    </message>
    <message>
        <source>This station was not heard of for too long: others go on with its work. Begin again.</source>
        <translation>От этой станции слишком долго не было вестей: её работу продолжают другие. Начните снова.</translation>
    </message>
    <message>
        <source>The team&apos;s server does not hand out work yet, or is of an older Playertag. Whoever looks after it is to bring it up to date (&apos;playertag team upgrade&apos;).</source>
        <translation>Сервер команды ещё не раздаёт работу или он от более старого Playertag. Тому, кто за ним следит, нужно его обновить («playertag team upgrade»).</translation>
    </message>
    <message>
        <source>The work of this team is handed out by a newer Playertag. Update Playertag to take part.</source>
        <translation>Работу этой команды раздаёт более новый Playertag. Чтобы участвовать, обновите Playertag.</translation>
    </message>
    <message>
        <source>Handing out photos</source>
        <translation>Раздача фотографий</translation>
    </message>
    <message>
        <source>The lot is not one that Playertag made.</source>
        <translation>Эту партию создал не Playertag.</translation>
    </message>
    <message>
        <source>The gallery of the lot is not there.</source>
        <translation>Галереи этой партии нет.</translation>
    </message>
    <message>
        <source>there is no field {{{name}}}; there are: {fields}.</source>
        <translation>нет поля {{{name}}}; есть: {fields}.</translation>
    </message>
    <message>
        <source>a brace or a bracket is open or too many.</source>
        <translation>лишняя или незакрытая скобка.</translation>
    </message>
    <message>
        <source>Names can&apos;t be read from or written into files, since ExifTool is not on this computer. Everything else works. Get it from exiftool.org, or by your system&apos;s packages: libimage-exiftool-perl on Debian and Ubuntu, perl-image-exiftool on Fedora and Arch, exiftool with Homebrew and winget.</source>
        <translation>Имена нельзя ни прочитать из файлов, ни записать в них: на этом компьютере нет ExifTool. Всё остальное работает. Он есть на exiftool.org и в пакетах системы: libimage-exiftool-perl в Debian и Ubuntu, perl-image-exiftool в Fedora и Arch, exiftool в Homebrew и winget.</translation>
    </message>
    <message>
        <source>There is no room for it on the disk. Make room, and write the names again.</source>
        <translation>На диске для него нет места. Освободите место и запишите имена ещё раз.</translation>
    </message>
    <message>
        <source>it broke off: {reason}</source>
        <translation>он прервался: {reason}</translation>
    </message>
    <message>
        <source>ExifTool: {reason}</source>
        <translation>ExifTool: {reason}</translation>
    </message>
    <message>
        <source>Reading names</source>
        <translation>Чтение имён</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>Чтение файлов</translation>
    </message>
    <message>
        <source>Writing names</source>
        <translation>Запись имён</translation>
    </message>
    <message>
        <source>run of writing</source>
        <translation>запись в файлы</translation>
    </message>
    <message>
        <source>Taking names back</source>
        <translation>Возврат файлов</translation>
    </message>
    <message>
        <source>ExifTool would have changed the picture.</source>
        <translation>ExifTool изменил бы сам снимок.</translation>
    </message>
    <message>
        <source>The file was written to since, so it is left as it is.</source>
        <translation>С тех пор файл был изменён, поэтому оставлен как есть.</translation>
    </message>
    <message>
        <source>{file} may only be read.</source>
        <translation>{file} доступен только для чтения.</translation>
    </message>
    <message>
        <source>The sidecar {file} is damaged, so it is left as it is. ExifTool: {reason}</source>
        <translation>Файл рядом (XMP) {file} повреждён, поэтому оставлен как есть. ExifTool: {reason}</translation>
    </message>
    <message>
        <source>{file} is damaged, so it is left as it is. ExifTool: {reason}</source>
        <translation>Файл {file} повреждён, поэтому оставлен как есть. ExifTool: {reason}</translation>
    </message>
    <message>
        <source>Another program is writing the file. Try it again.</source>
        <translation>Файл сейчас записывает другая программа. Повторите позже.</translation>
    </message>
    <message>
        <source>The file can&apos;t be written: {reason}.</source>
        <translation>Файл не удаётся записать: {reason}.</translation>
    </message>
    <message>
        <source>there is no photo that anybody may get.</source>
        <translation>нет ни одного фото, которое можно кому-нибудь отдать.</translation>
    </message>
    <message>
        <source>Delivering</source>
        <translation>Отдача фотографий</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>отдача</translation>
    </message>
    <message>
        <source>What is written in {file} is damaged, so that it may name somebody whose photos are not handed out. Mend it; a sidecar can also be removed.</source>
        <translation>Записанное в {file} повреждено: там может стоять имя того, чьи снимки не выдаются. Исправьте файл; файл XMP рядом с фото можно и удалить.</translation>
    </message>
    <message>
        <source>there is no photo that anybody may get: the files themselves name {names}.</source>
        <translation>нет фото, которые можно кому-то отдать: в самих файлах стоят имена {names}.</translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>Без имени</translation>
    </message>
    <message>
        <source>There is a file {name} already that Playertag did not put there. It was left as it is.</source>
        <translation>Там уже есть файл {name}, и положил его не Playertag. Он оставлен как есть.</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} из {pages}</translation>
    </message>
    <message>
        <source>an address is a folder, sftp://host/folder, ftps://host/folder, s3://bucket or https://host/bucket.</source>
        <translation>адрес — это папка, sftp://host/папка, ftps://host/папка, s3://bucket или https://host/bucket.</translation>
    </message>
    <message>
        <source>the password is not part of the address.</source>
        <translation>пароль не пишут в адресе.</translation>
    </message>
    <message>
        <source>FTP is not encrypted; use ftps:// or sftp://.</source>
        <translation>FTP не шифруется; возьмите ftps:// или sftp://.</translation>
    </message>
    <message>
        <source>the server wants to know who asks: user@host.</source>
        <translation>серверу нужно имя пользователя: user@host.</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Is its disk connected?</source>
        <translation>Папки {folder} нет. Подключён ли её диск?</translation>
    </message>
    <message>
        <source>{name} did not come whole. Try it again.</source>
        <translation>{name} дошёл не целиком. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>{host} does not let you in: wrong user or password.</source>
        <translation>{host} вас не впускает: неверны имя или пароль.</translation>
    </message>
    <message>
        <source>{host} does not take it: {reason}.</source>
        <translation>{host} не принимает: {reason}.</translation>
    </message>
    <message>
        <source>The line to {host} broke: {reason}. What was sent is there; trying again goes on.</source>
        <translation>Связь с {host} прервалась: {reason}. Отправленное на месте; повтор продолжит с него.</translation>
    </message>
    <message>
        <source>The key of {host} is another one than the one that this computer knows. Somebody may be in between: ask whoever runs the server. Nothing was sent.</source>
        <translation>Ключ {host} — не тот, который знает этот компьютер. Возможно, кто-то встал посередине: спросите хозяина сервера. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>{host} does not let you in: wrong user, password or key.</source>
        <translation>{host} вас не впускает: неверны имя, пароль или ключ.</translation>
    </message>
    <message>
        <source>Looking at the card</source>
        <translation>Просмотр карты</translation>
    </message>
    <message>
        <source>Copying off the card</source>
        <translation>Копирование с карты</translation>
    </message>
    <message>
        <source>there is no folder {folder}.</source>
        <translation>папки {folder} нет.</translation>
    </message>
    <message>
        <source>copies go to another place than the card itself.</source>
        <translation>копии нужно класть не на саму карту.</translation>
    </message>
    <message>
        <source>two copies in one folder are one.</source>
        <translation>две копии в одной папке — это одна.</translation>
    </message>
    <message>
        <source>The copy in {folder} is not what was read. Try another disk.</source>
        <translation>Копия в {folder} отличается от прочитанного. Попробуйте другой диск.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is none; write it as +0:07:00.</source>
        <translation>«{text}» не годится; пишите так: +0:07:00.</translation>
    </message>
    <message>
        <source>No column is the match or its teams.</source>
        <translation>Ни один столбец не содержит матча или его команд.</translation>
    </message>
    <message>
        <source>No column is the start.</source>
        <translation>Ни один столбец не содержит начала.</translation>
    </message>
    <message>
        <source>No column is the end, or how many minutes it takes.</source>
        <translation>Ни один столбец не содержит конца или продолжительности в минутах.</translation>
    </message>
    <message>
        <source>no player is in the team &apos;{team}&apos;.</source>
        <translation>в команде «{team}» нет ни одного игрока.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is of no day; say the date, too.</source>
        <translation>«{text}» — без дня; укажите и дату.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is no time; write it as 2026-12-31 14:30.</source>
        <translation>«{text}» — не время; пишите так: 2026-12-31 14:30.</translation>
    </message>
    <message>
        <source>The end is not after the start.</source>
        <translation>Конец не позже начала.</translation>
    </message>
    <message>
        <source>It does not say when the match ends.</source>
        <translation>Не указано, когда матч заканчивается.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is no number of minutes from 1 to {most}.</source>
        <translation>«{text}» — не число минут от 1 до {most}.</translation>
    </message>
    <message>
        <source>Reading numbers</source>
        <translation>Чтение номеров</translation>
    </message>
    <message>
        <source>faces are found on {finds}, recognised on {knows}</source>
        <translation>лица ищет {finds}, узнаёт {knows}</translation>
    </message>
    <message>
        <source>{folder}, where this library&apos;s backups are, is not there. Connect its disk, or choose another folder for backups in the settings. If you removed it yourself, make an empty one.</source>
        <translation>Папки {folder} с резервными копиями этой библиотеки нет на месте. Подключите её диск или выберите в настройках другую папку для резервных копий. Если вы удалили её сами, создайте пустую.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be read or written: {reason}. Is its disk there, and has it room? What there was before is as it was.</source>
        <translation>{path}: не удаётся прочитать или записать: {reason}. Подключён ли диск и есть ли на нём место? То, что было, осталось как было.</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>резервная копия</translation>
    </message>
    <message>
        <source>{file} is a backup of another library, which would take the place of this one. Nothing was changed. &apos;playertag restore --another-library&apos; does so.</source>
        <translation>{file} — резервная копия другой библиотеки, которая заняла бы место этой. Ничего не изменено. Это делает «playertag restore --another-library».</translation>
    </message>
    <message>
        <source>There is no library in {folder}.</source>
        <translation>В папке {folder} нет библиотеки.</translation>
    </message>
    <message>
        <source>The library&apos;s file is whole: there is nothing to repair. It was left as it is.</source>
        <translation>Файл библиотеки цел: чинить нечего. Он оставлен как есть.</translation>
    </message>
    <message>
        <source>Copying crops</source>
        <translation>Копирование вырезок</translation>
    </message>
    <message>
        <source>Taking them out of backups</source>
        <translation>Удаление из резервных копий</translation>
    </message>
    <message>
        <source>a number of days, 1 to {most}.</source>
        <translation>число дней от 1 до {most}.</translation>
    </message>
    <message>
        <source>Only owners and photographers of a team erase somebody for all of it.</source>
        <translation>Стереть кого-либо для всей команды могут только её владельцы и фотографы.</translation>
    </message>
    <message>
        <source>Entries on the roster, with what they were merged of</source>
        <translation>Записи в составе, вместе с объединёнными</translation>
    </message>
    <message>
        <source>Faces with their crops</source>
        <translation>Лица с их вырезками</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Описания лиц</translation>
    </message>
    <message>
        <source>Reference photos that show nobody else, as the library knows them</source>
        <translation>Эталоны, на которых больше никого нет (в библиотеке)</translation>
    </message>
    <message>
        <source>Answers, and what the recogniser said</source>
        <translation>Ответы и то, что сказало распознавание</translation>
    </message>
    <message>
        <source>Templates of training sessions</source>
        <translation>Шаблоны обучений</translation>
    </message>
    <message>
        <source>Photos that they were given, as the library remembers it</source>
        <translation>Записи о снимках, которые игрок получил</translation>
    </message>
    <message>
        <source>Saved filters that ask for them</source>
        <translation>Сохранённые фильтры с этим игроком</translation>
    </message>
    <message>
        <source>Files that Playertag wrote the name into</source>
        <translation>Файлы, в которые Playertag записал имя</translation>
    </message>
    <message>
        <source>Faces that were only suggested to be them, as unknown ones</source>
        <translation>Лица, которые были только предположены, – как неизвестные</translation>
    </message>
    <message>
        <source>Paths of files with the name in them: rename the files, import them again</source>
        <translation>Пути к файлам с этим именем: переименуйте файлы и импортируйте их снова</translation>
    </message>
    <message>
        <source>Names of galleries and the like that have the name in them</source>
        <translation>Названия галерей и прочего, где есть это имя</translation>
    </message>
    <message>
        <source>Photo files in which the name still is: {n}.</source>
        <translation>Файлов снимков, в которых имя ещё есть: {n}.</translation>
    </message>
    <message>
        <source>Deleted rows in the library&apos;s own file, as another program reads it all the time. When that has ended they go before the next backup.</source>
        <translation>Удалённые строки в самом файле библиотеки: его всё время читает другая программа. Когда она закончит, они исчезнут перед следующей резервной копией.</translation>
    </message>
    <message>
        <source>Backups in {folder}, which is not there or can&apos;t be written to. Delete them when it is back; the next time that anybody is erased, these are written anew as well.</source>
        <translation>Резервные копии в {folder}: папки нет на месте или в неё нельзя писать. Удалите их, когда она снова будет доступна; когда будут стирать кого-то ещё, эти копии тоже перепишутся.</translation>
    </message>
    <message>
        <source>Pictures that leave the team&apos;s store at the next sync: {n}.</source>
        <translation>Картинок, которые уйдут из хранилища команды при следующей синхронизации: {n}.</translation>
    </message>
    <message>
        <source>The others of the team hear of it when they sync; each library erases them then.</source>
        <translation>Остальные в команде узнают об этом при синхронизации; тогда игрока стирает каждая библиотека.</translation>
    </message>
    <message>
        <source>Photos show whom they show. Tables, deliveries and copies that left this library are where they went.</source>
        <translation>Снимки показывают того, кого показывают. Таблицы, переданные снимки и копии, которые ушли из этой библиотеки, остаются там, куда ушли.</translation>
    </message>
    <message>
        <source>Erased on {when} UTC: {ids}</source>
        <translation>Стёрто {when} UTC: {ids}</translation>
    </message>
    <message>
        <source>{what}: {n}</source>
        <translation>{what}: {n}</translation>
    </message>
    <message>
        <source>Files without the name by now: {n}</source>
        <translation>Файлов, в которых имени больше нет: {n}</translation>
    </message>
    <message>
        <source>Backups written anew: {n}</source>
        <translation>Резервных копий переписано: {n}</translation>
    </message>
    <message>
        <source>Damaged backups and files, deleted: {n}</source>
        <translation>Повреждённых копий и файлов удалено: {n}</translation>
    </message>
    <message>
        <source>What stays:</source>
        <translation>Что остаётся:</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Playertag</source>
        <translation>О программе Playertag</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Часть</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Лицензия</translation>
    </message>
    <message>
        <source>Parts of the program</source>
        <translation>Части программы</translation>
    </message>
    <message>
        <source>Finds every player in a tournament photographer&apos;s pictures, on their own computer.</source>
        <translation>Находит каждого игрока на снимках с турнира – на компьютере самого фотографа.</translation>
    </message>
    <message>
        <source>Playertag is free software under the Apache License 2.0. It uses Qt under the LGPL 3.0, unchanged: Qt&apos;s libraries are plain files in the program&apos;s folder, which you may replace by others of the same version; their source is at download.qt.io.</source>
        <translation>Playertag – свободная программа под лицензией Apache 2.0. Qt используется без изменений по лицензии LGPL 3.0: библиотеки Qt лежат обычными файлами в папке программы, и их можно заменить другими той же версии; исходный код – на download.qt.io.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>This package brings no text of its licence, which is: {licence}</source>
        <translation>Текста лицензии в этом пакете нет; лицензия: {licence}</translation>
    </message>
    <message>
        <source>Model pack {title}</source>
        <translation>Набор моделей {title}</translation>
    </message>
</context>
<context>
    <name>AccountBox</name>
    <message>
        <source>Sign in with Google…</source>
        <translation>Войти через Google…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Скопировать адрес</translation>
    </message>
    <message>
        <source>Choose the client file…</source>
        <translation>Выбрать файл клиента…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>The client file of a Google project</source>
        <translation>Файл клиента из проекта Google</translation>
    </message>
    <message>
        <source>Client files (*.json)</source>
        <translation>Файлы клиента (*.json)</translation>
    </message>
    <message>
        <source>Your browser was opened: sign in there, and come back. If it did not open, copy the address into a browser on this computer.</source>
        <translation>Открыт браузер: войдите там и вернитесь сюда. Если он не открылся, скопируйте адрес в браузер на этом компьютере.</translation>
    </message>
    <message>
        <source>Signed in as {name} ({email}). This computer has no keyring: when the window is closed, you are signed out.</source>
        <translation>Вы вошли как {name} ({email}). На этом компьютере нет хранилища паролей: когда окно закроется, вход завершится.</translation>
    </message>
    <message>
        <source>Nobody is signed in, and nothing needs it. Signing in proves who answers.</source>
        <translation>Никто не вошёл, и это не обязательно. Вход подтверждает, кто отвечает.</translation>
    </message>
    <message>
        <source>Nobody is signed in, and nothing needs it. In a team it proves who answers: whoever runs the team has a small file for that, made once at Google, to be chosen here.</source>
        <translation>Никто не вошёл, и ничто этого не требует. В команде вход подтверждает, кто отвечает: у того, кто ведёт команду, есть для этого небольшой файл, созданный один раз в Google; его нужно выбрать здесь.</translation>
    </message>
    <message>
        <source>You are signed out on this computer. Google could not be told: remove Playertag yourself at myaccount.google.com/connections.</source>
        <translation>На этом компьютере вход завершён. Сообщить об этом Google не удалось: удалите Playertag сами на странице myaccount.google.com/connections.</translation>
    </message>
    <message>
        <source>Signed in as {name} ({email}).</source>
        <translation>Выполнен вход: {name} ({email}).</translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>Nothing is running.</source>
        <translation>Ничего не выполняется.</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Задачи</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Убрать завершённые</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>ACTIVITY</source>
        <translation>ЗАДАЧИ</translation>
    </message>
</context>
<context>
    <name>AlikeModel</name>
    <message>
        <source>Similarity {cosine}</source>
        <translation>Сходство {cosine}</translation>
    </message>
</context>
<context>
    <name>AnotherComputerDialog</name>
    <message>
        <source>Another computer of yours</source>
        <translation>Ваш другой компьютер</translation>
    </message>
    <message>
        <source>Paste this there, in Settings, “Join a team…”. Your password is in it: give it to nobody.</source>
        <translation>Вставьте это там: «Настройки», «Вступить в команду…». Внутри ваш пароль: не давайте никому.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>AnswerBar</name>
    <message>
        <source>Reject as</source>
        <translation>Отклонить как</translation>
    </message>
    <message>
        <source>Ignore others</source>
        <translation>Пропустить прочих</translation>
    </message>
    <message>
        <source>Not a player</source>
        <translation>Не игрок</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Не лицо</translation>
    </message>
    <message>
        <source>Needs no name</source>
        <translation>Имя не нужно</translation>
    </message>
    <message>
        <source>In this photo…</source>
        <translation>На этом снимке…</translation>
    </message>
    <message>
        <source>In this match…</source>
        <translation>В этом матче…</translation>
    </message>
    <message>
        <source>In this gallery…</source>
        <translation>В этой галерее…</translation>
    </message>
    <message>
        <source>Leave out {n}</source>
        <translation>Исключить {n}</translation>
    </message>
    <message>
        <source>Reject {n}</source>
        <translation>Отклонить {n}</translation>
    </message>
    <message>
        <source>Not sure {n}</source>
        <translation>Не уверен {n}</translation>
    </message>
    <message>
        <source>Ignore {n}</source>
        <translation>Пропустить {n}</translation>
    </message>
    <message>
        <source>Not a face {n}</source>
        <translation>Не лицо {n}</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>Объединить…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <source>Somebody else than the rest: asked about on their own</source>
        <translation>Это кто-то другой: о них спросят отдельно</translation>
    </message>
    <message>
        <source>Nobody whose name is wanted: not asked about again</source>
        <translation>Имя этого человека не нужно: больше не спросят</translation>
    </message>
    <message>
        <source>Not this player: who else it is will be asked</source>
        <translation>Это не этот игрок: спросят, кто это</translation>
    </message>
    <message>
        <source>{confirm}, one a photo</source>
        <translation>{confirm}, по одному на фото</translation>
    </message>
    <message>
        <source>Nobody is in a photo twice: of faces in one photo the first is confirmed. Left open: {n}.</source>
        <translation>Никто не бывает на фото дважды: из лиц на одном фото подтверждается первое. Останется открытыми: {n}.</translation>
    </message>
    <message>
        <source>△  Not on the roster of this gallery.</source>
        <translation>△  Не в составе этой галереи.</translation>
    </message>
    <message>
        <source>Reject {n} as</source>
        <translation>Отклонить {n} как</translation>
    </message>
    <message>
        <source>Put aside, to be answered later</source>
        <translation>Отложить, чтобы ответить позже</translation>
    </message>
    <message>
        <source>They need no name: not asked about again</source>
        <translation>Имя не нужно: больше не спросят</translation>
    </message>
    <message>
        <source>Found by mistake: there is no face</source>
        <translation>Найдено по ошибке: лица здесь нет</translation>
    </message>
    <message>
        <source>Confirm {n} as …</source>
        <translation>Подтвердить {n} как …</translation>
    </message>
    <message>
        <source>Add {name}, confirm {n}</source>
        <translation>Добавить: {name}, подтвердить {n}</translation>
    </message>
    <message>
        <source>Confirm {n} as {name}</source>
        <translation>Подтвердить {n}: {name}</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Took back: {what}</source>
        <translation>Отменено: {what}</translation>
    </message>
    <message>
        <source>Took back in {gallery}: {what}</source>
        <translation>Отменено в галерее {gallery}: {what}</translation>
    </message>
    <message>
        <source>Did again: {what}</source>
        <translation>Повторено: {what}</translation>
    </message>
    <message>
        <source>Did again in {gallery}: {what}</source>
        <translation>Повторено в галерее {gallery}: {what}</translation>
    </message>
</context>
<context>
    <name>ArrivalsModel</name>
    <message>
        <source>nobody known</source>
        <translation>никого знакомого</translation>
    </message>
</context>
<context>
    <name>AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Запрос к серверу…</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details</source>
        <translation>Подробнее</translation>
    </message>
    <message>
        <source>Players</source>
        <translation>Игроки</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Nobody is known by a face yet. Add reference photos of the players, or name some faces in Review; then recognise again.</source>
        <translation>В лицо пока никто не известен. Добавьте эталоны игроков или назовите несколько лиц в разделе «Проверка», затем распознайте снова.</translation>
    </message>
</context>
<context>
    <name>CamerasBox</name>
    <message>
        <source>Cameras</source>
        <translation>Камеры</translation>
    </message>
    <message>
        <source>How far its clock is put on</source>
        <translation>На сколько переведены её часы</translation>
    </message>
    <message>
        <source>The court that it was at</source>
        <translation>Площадка, на которой она была</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Задать</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Часы</translation>
    </message>
    <message>
        <source>Court</source>
        <translation>Площадка</translation>
    </message>
    <message>
        <source>A clock that was wrong is put on here, or from a photo: its menu, “Set the clock of its camera…”. The files stay as they are.</source>
        <translation>Часы, которые шли неверно, переводят здесь или по снимку: в его меню «Поправить часы камеры…». Файлы остаются как есть.</translation>
    </message>
    <message>
        <source>Write the clock as +0:07:00.</source>
        <translation>Пишите поправку так: +0:07:00.</translation>
    </message>
</context>
<context>
    <name>CamerasModel</name>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Снимки</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Часы</translation>
    </message>
    <message>
        <source>Court</source>
        <translation>Площадка</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>как есть</translation>
    </message>
    <message>
        <source>any</source>
        <translation>любая</translation>
    </message>
</context>
<context>
    <name>CandidateBar</name>
    <message>
        <source>{percent} % for each face alone</source>
        <translation>{percent} % по каждому лицу отдельно</translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <source>Copy a card</source>
        <translation>Скопировать карту</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Карта</translation>
    </message>
    <message>
        <source>Copies to</source>
        <translation>Копии в</translation>
    </message>
    <message>
        <source>Second copies to</source>
        <translation>Вторые копии в</translation>
    </message>
    <message>
        <source>Another disk, if wanted</source>
        <translation>Другой диск, если нужно</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Пути</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Галерея</translation>
    </message>
    <message>
        <source>None: the copies are not imported</source>
        <translation>Нет: копии не импортируются</translation>
    </message>
    <message>
        <source>Recognise the players when done</source>
        <translation>Затем опознать игроков</translation>
    </message>
    <message>
        <source>{folder}: {needed} needed, {free} free.</source>
        <translation>{folder}: нужно {needed}, свободно {free}.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Скопировать</translation>
    </message>
    <message>
        <source>Each copy is read back and compared. Nothing on the card is changed.</source>
        <translation>Каждая копия читается заново и сверяется. На карте ничего не меняется.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Обзор…</translation>
    </message>
    <message>
        <source>Looking at the card…</source>
        <translation>Просмотр карты…</translation>
    </message>
    <message>
        <source>Choose a card, and where the copies go.</source>
        <translation>Выберите карту и место для копий.</translation>
    </message>
    <message>
        <source>⚠  {folder} is in the hot folder: photos copied there come into {gallery}, too.</source>
        <translation>⚠  За папкой {folder} идёт слежение: скопированные туда снимки попадут и в «{gallery}».</translation>
    </message>
    <message>
        <source>New: {new}, {size}. Known: {known}.</source>
        <translation>Новых: {new}, {size}. Известных: {known}.</translation>
    </message>
    <message>
        <source>Files that are no pictures and stay: {n}.</source>
        <translation>Остаётся файлов, которые не снимки: {n}.</translation>
    </message>
    <message>
        <source>Files that can&apos;t be read: {n}. {file}: {reason}</source>
        <translation>Не читается файлов: {n}. {file}: {reason}</translation>
    </message>
    <message>
        <source>Copy pictures: {n}</source>
        <translation>Скопировать снимков: {n}</translation>
    </message>
</context>
<context>
    <name>ChoicePopup</name>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Nothing to choose from yet.</source>
        <translation>Выбирать пока не из чего.</translation>
    </message>
</context>
<context>
    <name>ClockDialog</name>
    <message>
        <source>The clock of {camera}</source>
        <translation>Часы: {camera}</translation>
    </message>
    <message>
        <source>When was {file} really taken? The camera&apos;s clock said {time}. All photos of this camera in {gallery} are put right with it; the files stay as they are.</source>
        <translation>Когда на самом деле снят {file}? Часы камеры показывали {time}. Вместе с ним поправятся все снимки этой камеры в галерее {gallery}; файлы остаются как есть.</translation>
    </message>
    <message>
        <source>When it was taken</source>
        <translation>Когда снято</translation>
    </message>
    <message>
        <source>Set the clock</source>
        <translation>Поправить часы</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Times of this camera are moved by {clock}.</source>
        <translation>Время снимков этой камеры сдвинуто на {clock}.</translation>
    </message>
    <message>
        <source>The clock is right.</source>
        <translation>Часы идут верно.</translation>
    </message>
</context>
<context>
    <name>CloseDialog</name>
    <message>
        <source>Close Playertag?</source>
        <translation>Закрыть Playertag?</translation>
    </message>
    <message>
        <source>These are still running:</source>
        <translation>Ещё выполняются:</translation>
    </message>
    <message>
        <source>What is finished is kept, and answers are always written. An import that is stopped can go on where it was when Playertag is started again.</source>
        <translation>Всё законченное сохранено, ответы записываются всегда. Остановленный импорт можно продолжить с того же места при следующем запуске Playertag.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Остановка</translation>
    </message>
    <message>
        <source>Stop them and close</source>
        <translation>Остановить и закрыть</translation>
    </message>
    <message>
        <source>Close when they are done</source>
        <translation>Закрыть после них</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Stopping… the photo at hand and your answers are being finished.</source>
        <translation>Остановка… завершаются текущий снимок и ваши ответы.</translation>
    </message>
</context>
<context>
    <name>ClosingNote</name>
    <message>
        <source>Playertag closes when all jobs are done.</source>
        <translation>Playertag закроется, когда все задачи завершатся.</translation>
    </message>
    <message>
        <source>Keep it open</source>
        <translation>Не закрывать</translation>
    </message>
</context>
<context>
    <name>CodeFiles</name>
    <message>
        <source>Codes of Photo Mechanic</source>
        <translation>Коды Photo Mechanic</translation>
    </message>
    <message>
        <source>Codes (*.txt *.tsv)</source>
        <translation>Коды (*.txt *.tsv)</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Face in question</source>
        <translation>Лицо под вопросом</translation>
    </message>
    <message>
        <source>Choose or type a name below: their confirmed faces come here.</source>
        <translation>Выберите или введите имя ниже: здесь появятся подтверждённые лица этого игрока.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Face {n} of {all}</source>
        <translation>Лицо {n} из {all}</translation>
    </message>
    <message>
        <source>{n} pixels high</source>
        <translation>высота {n} пикс.</translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message>
        <source>Compare training sessions</source>
        <translation>Сравнение обучений</translation>
    </message>
    <message>
        <source>Figures of both sessions</source>
        <translation>Показатели обоих обучений</translation>
    </message>
    <message>
        <source>Both know the same players and confuse the same pairs.</source>
        <translation>Оба знают одних и тех же игроков и путают одни и те же пары.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Model pack</source>
        <translation>Набор моделей</translation>
    </message>
    <message>
        <source>Players</source>
        <translation>Игроки</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Precision asked for</source>
        <translation>Заданная точность</translation>
    </message>
    <message>
        <source>Tags from</source>
        <translation>Метки от</translation>
    </message>
    <message>
        <source>Wrong tags to be expected</source>
        <translation>Ожидаемая доля неверных меток</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Полнота</translation>
    </message>
    <message>
        <source>Only {when} knows: {what}</source>
        <translation>Знает только {when}: {what}</translation>
    </message>
    <message>
        <source>Only {when} confuses: {what}</source>
        <translation>Путает только {when}: {what}</translation>
    </message>
</context>
<context>
    <name>ConditionButton</name>
    <message>
        <source>Drop the condition {name}: {words}</source>
        <translation>Убрать условие {name}: {words}</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>still to be answered</source>
        <translation>ещё без ответа</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>предложено</translation>
    </message>
    <message>
        <source>tagged by the machine</source>
        <translation>отмечено автоматически</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>подтверждено</translation>
    </message>
    <message>
        <source>no faces</source>
        <translation>нет лиц</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>без оценки</translation>
    </message>
    <message>
        <source>not rejected</source>
        <translation>кроме отклонённых</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>отклонённые</translation>
    </message>
    <message>
        <source>{stars} or better</source>
        <translation>{stars} и выше</translation>
    </message>
    <message>
        <source>before {time}</source>
        <translation>до {time}</translation>
    </message>
    <message>
        <source>from {time} on</source>
        <translation>с {time}</translation>
    </message>
    <message>
        <source>unknown camera</source>
        <translation>камера неизвестна</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Имя файла</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Игрок</translation>
    </message>
    <message>
        <source>a player who is not here</source>
        <translation>игрок, которого здесь нет</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Матч</translation>
    </message>
    <message>
        <source>?  one of several</source>
        <translation>?  один из нескольких</translation>
    </message>
    <message>
        <source>a match that is not here</source>
        <translation>матч, которого здесь нет</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Number of faces</source>
        <translation>Число лиц</translation>
    </message>
    <message>
        <source>Faces still to be answered</source>
        <translation>Лица без ответа</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>The face</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <source>Neither:</source>
        <translation>Ни то ни другое:</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Пропустить</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Не лицо</translation>
    </message>
</context>
<context>
    <name>ConflictsDialog</name>
    <message>
        <source>Conflicts</source>
        <translation>Разногласия</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Show the photo</source>
        <translation>Показать снимок</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Somebody else has settled that one. Choose the next.</source>
        <translation>Этот конфликт уже решил кто-то другой. Выберите следующий.</translation>
    </message>
    <message>
        <source>Whoever may answer settles these; as a viewer you only look.</source>
        <translation>Споры решают те, кому можно отвечать; зритель только смотрит.</translation>
    </message>
    <message>
        <source>Say who is right: the next answer of anybody settles it for all.</source>
        <translation>Скажите, кто прав: следующий ответ, чей бы он ни был, решает спор для всех.</translation>
    </message>
    <message>
        <source>Nobody disagrees about a face.</source>
        <translation>Ни об одном лице разногласий нет.</translation>
    </message>
</context>
<context>
    <name>ConflictsModel</name>
    <message>
        <source>Face</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <source>Who said what</source>
        <translation>Кто что ответил</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>нет изображения</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>✓  Copied</source>
        <translation>✓  Скопировано</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Playertag has a fault</source>
        <translation>Сбой в Playertag</translation>
    </message>
    <message>
        <source>Something went wrong inside Playertag. Your photos were not touched, what was done before is kept, and you can go on working.

Please report the text below. It names no person, no file and no folder of yours.</source>
        <translation>В Playertag произошёл сбой. Ваши снимки не затронуты, всё сделанное сохранено, можно работать дальше.

Пожалуйста, сообщите нам текст ниже. В нём нет имён людей, ваших файлов и папок.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Скопировать отчёт</translation>
    </message>
    <message>
        <source>Open the issue page</source>
        <translation>Открыть страницу ошибок</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>✓  Copied</source>
        <translation>✓  Скопировано</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Отчёт</translation>
    </message>
</context>
<context>
    <name>CreateDialog</name>
    <message>
        <source>Make a team</source>
        <translation>Создать команду</translation>
    </message>
    <message>
        <source>Make the team</source>
        <translation>Создать команду</translation>
    </message>
    <message>
        <source>Name of the tournament</source>
        <translation>Название турнира</translation>
    </message>
    <message>
        <source>Your e-mail address</source>
        <translation>Ваш адрес электронной почты</translation>
    </message>
</context>
<context>
    <name>CropDelegate</name>
    <message>
        <source>no picture</source>
        <translation>нет изображения</translation>
    </message>
    <message>
        <source>№ {digits}</source>
        <translation>№ {digits}</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Precision and recall</source>
        <translation>Точность и полнота</translation>
    </message>
    <message>
        <source>No curve yet</source>
        <translation>Кривой пока нет</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>точность</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>полнота</translation>
    </message>
    <message>
        <source>tagged from this probability</source>
        <translation>метка ставится от этой вероятности</translation>
    </message>
</context>
<context>
    <name>DeliverDialog</name>
    <message>
        <source>The photos of {player} by a link</source>
        <translation>Снимки по ссылке: {player}</translation>
    </message>
    <message>
        <source>Make the link</source>
        <translation>Создать ссылку</translation>
    </message>
    <message>
        <source>For how many days</source>
        <translation>На сколько дней</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Ссылка</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Whoever has the link can see the photos on which {player} is tagged or confirmed, as originals where the team&apos;s store has them, until the days are over.</source>
        <translation>По ссылке любой увидит снимки, на которых отмечен или подтверждён игрок {player}, — оригиналы, если они есть в хранилище команды, — пока не истечёт срок.</translation>
    </message>
    <message>
        <source>Photos: {n}, as originals: {originals}, not in the store yet: {missing}</source>
        <translation>Снимков: {n}, из них оригиналов: {originals}, ещё не в хранилище: {missing}</translation>
    </message>
    <message>
        <source>Left out, as somebody else on them does not agree to be recognised: {n}</source>
        <translation>Не вошли, так как ещё кто-то на них не согласен на распознавание: {n}</translation>
    </message>
</context>
<context>
    <name>DeliveryDialog</name>
    <message>
        <source>Who</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Снимки</translation>
    </message>
    <message>
        <source>Who gets how many photos</source>
        <translation>Кто сколько фото получит</translation>
    </message>
    <message>
        <source>Deliver the photos of {gallery}</source>
        <translation>Отдать фотографии: {gallery}</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>Отдать</translation>
    </message>
    <message>
        <source>A folder for</source>
        <translation>Папка для</translation>
    </message>
    <message>
        <source>Each player</source>
        <translation>Каждого игрока</translation>
    </message>
    <message>
        <source>Each team</source>
        <translation>Каждой команды</translation>
    </message>
    <message>
        <source>Each match</source>
        <translation>Каждого матча</translation>
    </message>
    <message>
        <source>Also players who were never asked for consent</source>
        <translation>И тех, кого не спрашивали о согласии</translation>
    </message>
    <message>
        <source>Only by names that somebody confirmed</source>
        <translation>Только по подтверждённым именам</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Куда</translation>
    </message>
    <message>
        <source>Folder, sftp://, ftps:// or s3://</source>
        <translation>Папка, sftp://, ftps:// или s3://</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Обзор…</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Войти…</translation>
    </message>
    <message>
        <source>As</source>
        <translation>В виде</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Папок</translation>
    </message>
    <message>
        <source>ZIP files</source>
        <translation>ZIP-файлов</translation>
    </message>
    <message>
        <source>With a contact sheet (PDF)</source>
        <translation>С контактным листом (PDF)</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Изображения</translation>
    </message>
    <message>
        <source>The files as they are</source>
        <translation>Файлы как есть</translation>
    </message>
    <message>
        <source>JPEG, full size</source>
        <translation>JPEG, полный размер</translation>
    </message>
    <message>
        <source>JPEG, {px} px</source>
        <translation>JPEG, {px} пикс.</translation>
    </message>
    <message>
        <source>Sharpened for screens</source>
        <translation>С резкостью для экрана</translation>
    </message>
    <message>
        <source>Text on them</source>
        <translation>Надпись на них</translation>
    </message>
    <message>
        <source>Logo on them</source>
        <translation>Логотип на них</translation>
    </message>
    <message>
        <source>PNG with transparency</source>
        <translation>PNG с прозрачностью</translation>
    </message>
    <message>
        <source>Names in the files&apos; metadata</source>
        <translation>Имена в метаданных файлов</translation>
    </message>
    <message>
        <source>File names</source>
        <translation>Имена файлов</translation>
    </message>
    <message>
        <source>Fields: {fields}</source>
        <translation>Поля: {fields}</translation>
    </message>
    <message>
        <source>What was delivered…</source>
        <translation>Что отдано…</translation>
    </message>
    <message>
        <source>Photos whose own files name somebody who is withheld are left out, too.</source>
        <translation>Фото, в файлах которых уже стоит имя того, чьи снимки не выдаются, тоже не будут выданы.</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>Вход выполнен.</translation>
    </message>
    <message>
        <source>Signed in. This computer has no keyring: the password is forgotten when Playertag is closed.</source>
        <translation>Вход выполнен. На этом компьютере нет хранилища паролей: когда Playertag закроется, пароль будет забыт.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Deliver photos ({n})</source>
        <translation>Отдать фото ({n})</translation>
    </message>
    <message>
        <source>Nobody is named in these photos yet.</source>
        <translation>На этих фото ещё никто не назван.</translation>
    </message>
    <message>
        <source>Consent is noted in Players; or tick that they are to be delivered, too.</source>
        <translation>Согласие отмечают в «Игроках»; или поставьте галочку, чтобы отдать и их фото.</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Логотип</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Картинки (*.png)</translation>
    </message>
</context>
<context>
    <name>DeliveryHistory</name>
    <message>
        <source>What was delivered</source>
        <translation>Что отдано</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Куда</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Получатели</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Снимки</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Отдачи</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>Who got what</source>
        <translation>Кто что получил</translation>
    </message>
    <message>
        <source>Nothing was delivered yet.</source>
        <translation>Ещё ничего не отдано.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>DeliveryLogin</name>
    <message>
        <source>Sign in at {server}</source>
        <translation>Вход: {server}</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>Ключ доступа</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Its secret</source>
        <translation>Секрет ключа</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>It is kept for all folders of the server: in this computer&apos;s keyring, or where there is none until Playertag is closed; never in the library. Without a password, the keys of this computer are used.</source>
        <translation>Действует для всех папок сервера и хранится в связке ключей этого компьютера, а если её нет — пока открыт Playertag; в библиотеке — никогда. Без пароля берутся ключи этого компьютера.</translation>
    </message>
    <message>
        <source>The server is the one with this key</source>
        <translation>Это тот самый сервер с этим ключом</translation>
    </message>
</context>
<context>
    <name>EditCanvas</name>
    <message>
        <source>Drag a box around the face. Or by keys: arrows move this box, Shift+arrows change its size, Enter takes it, Escape leaves.</source>
        <translation>Обведите лицо рамкой. Или клавишами: стрелки двигают эту рамку, Shift+стрелки меняют её размер, Enter принимает её, Escape отменяет.</translation>
    </message>
</context>
<context>
    <name>EnteredDialog</name>
    <message>
        <source>An invitation that you joined by still lets in whoever has it: destroy it.</source>
        <translation>Приглашение, по которому вы вступили, по-прежнему впускает любого, у кого оно есть: уничтожьте его.</translation>
    </message>
    <message>
        <source>Keep this: you need it to come back</source>
        <translation>Сохраните это: без него не вернуться</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>Stopping…</source>
        <translation>Остановка…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>На паузе</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Ждёт очереди</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Stopped; what was finished until then is kept</source>
        <translation>Остановлено; завершённое сохранено</translation>
    </message>
    <message>
        <source>Failed by a fault of Playertag</source>
        <translation>Прервано из-за сбоя в Playertag</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Запуск…</translation>
    </message>
    <message>
        <source>{step}: {done} of {total}</source>
        <translation>{step}: {done} из {total}</translation>
    </message>
    <message>
        <source>{rate}/s</source>
        <translation>{rate}/с</translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation>осталось {n} с</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>осталось {n} мин</translation>
    </message>
    <message>
        <source>{n} h left</source>
        <translation>осталось {n} ч</translation>
    </message>
</context>
<context>
    <name>EraseDialog</name>
    <message>
        <source>Erase {name}</source>
        <translation>Стереть: {name}</translation>
    </message>
    <message>
        <source>What goes, and what stays</source>
        <translation>Что исчезнет и что останется</translation>
    </message>
    <message>
        <source>The player&apos;s name</source>
        <translation>Имя игрока</translation>
    </message>
    <message>
        <source>Type the player&apos;s name</source>
        <translation>Введите имя игрока</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Стереть навсегда</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Квитанция</translation>
    </message>
    <message>
        <source>Save the receipt…</source>
        <translation>Сохранить квитанцию…</translation>
    </message>
    <message>
        <source>This can&apos;t be taken back, from no backup either.</source>
        <translation>Это нельзя отменить, и ни одна резервная копия этого не вернёт.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>stays: {what}</source>
        <translation>останется: {what}</translation>
    </message>
    <message>
        <source>Take the name out of photo files, too: {n}</source>
        <translation>Убрать имя и из файлов снимков: {n}</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>Сохранение квитанции</translation>
    </message>
    <message>
        <source>Texts (*.txt)</source>
        <translation>Тексты (*.txt)</translation>
    </message>
</context>
<context>
    <name>FaceGrid</name>
    <message>
        <source>Faces of the question</source>
        <translation>Лица вопроса</translation>
    </message>
</context>
<context>
    <name>FaceGridModel</name>
    <message>
        <source>Tagged: {n}</source>
        <translation>Отмечено: {n}</translation>
    </message>
    <message>
        <source>Suggested: {n}</source>
        <translation>Предложено: {n}</translation>
    </message>
    <message>
        <source>Maybe: {n}</source>
        <translation>Возможно: {n}</translation>
    </message>
    <message>
        <source>No match: {n}</source>
        <translation>Не похоже: {n}</translation>
    </message>
    <message>
        <source>{height} pixels high</source>
        <translation>высота {height} пикс.</translation>
    </message>
    <message>
        <source>{words}, people disagree</source>
        <translation>{words}, мнения расходятся</translation>
    </message>
    <message>
        <source>{words}, wears {digits}</source>
        <translation>{words}, номер {digits}</translation>
    </message>
    <message>
        <source>{percent} sure by the player&apos;s faces named so far</source>
        <translation>уверенность {percent} по уже названным лицам игрока</translation>
    </message>
    <message>
        <source>{player}, {percent} sure</source>
        <translation>{player}, уверенность {percent}</translation>
    </message>
    <message>
        <source>{words}, in no team of this match</source>
        <translation>{words}, не из команд этого матча</translation>
    </message>
    <message>
        <source>{words}, not on the roster</source>
        <translation>{words}, не в составе</translation>
    </message>
</context>
<context>
    <name>FacePanel</name>
    <message>
        <source>Faces in this photo</source>
        <translation>Лица на этом снимке</translation>
    </message>
    <message>
        <source>Number read: {digits}</source>
        <translation>Прочитан номер: {digits}</translation>
    </message>
    <message>
        <source>Confirm as {name}</source>
        <translation>Подтвердить: {name}</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>Добавить: {name}</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <source>Not {name}</source>
        <translation>Не {name}</translation>
    </message>
    <message>
        <source>Not them</source>
        <translation>Не этот</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Пропустить</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Не лицо</translation>
    </message>
    <message>
        <source>⚠  People disagree; the next answer settles it.</source>
        <translation>⚠  Мнения расходятся; следующий ответ решает спор.</translation>
    </message>
</context>
<context>
    <name>FacePicture</name>
    <message>
        <source>no picture</source>
        <translation>нет изображения</translation>
    </message>
</context>
<context>
    <name>FaceRowDelegate</name>
    <message>
        <source>△  not expected here</source>
        <translation>△  здесь не ожидается</translation>
    </message>
    <message>
        <source>⚠  people disagree</source>
        <translation>⚠  мнения расходятся</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Кто это?</translation>
    </message>
</context>
<context>
    <name>FilePreview</name>
    <message>
        <source>INTO THE FILE</source>
        <translation>В ФАЙЛ</translation>
    </message>
    <message>
        <source>What would be written into the file</source>
        <translation>Что было бы записано в файл</translation>
    </message>
    <message>
        <source>Not named: {n}, who do not agree to be recognised.</source>
        <translation>Не названы {n}: они не согласны на распознавание.</translation>
    </message>
    <message>
        <source>Nothing: it says all of it already.</source>
        <translation>Ничего: в нём уже всё есть.</translation>
    </message>
    <message>
        <source>places of faces: {n}</source>
        <translation>места лиц: {n}</translation>
    </message>
    <message>
        <source>in {file}</source>
        <translation>в {file}</translation>
    </message>
</context>
<context>
    <name>FilmDelegate</name>
    <message>
        <source>no picture</source>
        <translation>нет изображения</translation>
    </message>
</context>
<context>
    <name>FilmModel</name>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} из {count}</translation>
    </message>
</context>
<context>
    <name>FilmStrip</name>
    <message>
        <source>Photos of the burst</source>
        <translation>Снимки серии</translation>
    </message>
    <message>
        <source>Burst
{n} of {count}</source>
        <translation>Серия
{n} из {count}</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>File name</source>
        <translation>Имя файла</translation>
    </message>
    <message>
        <source>Part of the file&apos;s name</source>
        <translation>Часть имени файла</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>From … until …</source>
        <translation>С … до …</translation>
    </message>
    <message>
        <source>Matches…</source>
        <translation>Матчи…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Сохранённые</translation>
    </message>
    <message>
        <source>The greatest or latest first</source>
        <translation>Сначала большие или поздние</translation>
    </message>
    <message>
        <source>⚠ Failed files: {n}</source>
        <translation>⚠ Ошибки файлов: {n}</translation>
    </message>
    <message>
        <source>Order: {words}</source>
        <translation>Порядок: {words}</translation>
    </message>
    <message>
        <source>Order of the photos: {words}</source>
        <translation>Порядок снимков: {words}</translation>
    </message>
</context>
<context>
    <name>ForgottenDialog</name>
    <message>
        <source>Have you kept your invitation?</source>
        <translation>Вы сохранили своё приглашение?</translation>
    </message>
    <message>
        <source>Close Playertag</source>
        <translation>Закрыть Playertag</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Продолжить</translation>
    </message>
</context>
<context>
    <name>GalleryDelegate</name>
    <message>
        <source>Photos: {photos} · faces: {faces}</source>
        <translation>Фото: {photos} · лиц: {faces}</translation>
    </message>
    <message>
        <source>Photos: {photos}</source>
        <translation>Фото: {photos}</translation>
    </message>
</context>
<context>
    <name>GalleryFailures</name>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>Назад к снимкам</translation>
    </message>
    <message>
        <source>Files that failed</source>
        <translation>Файлы с ошибками</translation>
    </message>
    <message>
        <source>Failed: {failed}. In the gallery: {photos}.</source>
        <translation>Не удалось: {failed}. В галерее: {photos}.</translation>
    </message>
</context>
<context>
    <name>GalleryHeader</name>
    <message>
        <source>Recognise players</source>
        <translation>Опознать игроков</translation>
    </message>
    <message>
        <source>Find unknown people</source>
        <translation>Найти неизвестных</translation>
    </message>
    <message>
        <source>Export names…</source>
        <translation>Экспорт имён…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Learns from the faces that have a name, then looks for their players in the others.</source>
        <translation>Учится на лицах с именами, затем ищет этих игроков среди остальных.</translation>
    </message>
    <message>
        <source>Faces to review: {n}</source>
        <translation>Лиц на проверку: {n}</translation>
    </message>
</context>
<context>
    <name>GalleryList</name>
    <message>
        <source>Galleries</source>
        <translation>Галереи</translation>
    </message>
    <message>
        <source>Import photos…</source>
        <translation>Импорт снимков…</translation>
    </message>
    <message>
        <source>Copy a card…</source>
        <translation>Скопировать карту…</translation>
    </message>
    <message>
        <source>GALLERIES</source>
        <translation>ГАЛЕРЕИ</translation>
    </message>
</context>
<context>
    <name>GalleryMenu</name>
    <message>
        <source>People in this gallery…</source>
        <translation>Люди в этой галерее…</translation>
    </message>
    <message>
        <source>Who plays here…</source>
        <translation>Кто здесь играет…</translation>
    </message>
    <message>
        <source>Matches and cameras…</source>
        <translation>Матчи и камеры…</translation>
    </message>
    <message>
        <source>Watch a hot folder…</source>
        <translation>Следить за папкой…</translation>
    </message>
    <message>
        <source>Write names into files…</source>
        <translation>Записать имена в файлы…</translation>
    </message>
    <message>
        <source>Take back what was written…</source>
        <translation>Отменить запись в файлы…</translation>
    </message>
    <message>
        <source>Take names from files</source>
        <translation>Взять имена из файлов</translation>
    </message>
    <message>
        <source>Deliver photos…</source>
        <translation>Отдать фотографии…</translation>
    </message>
    <message>
        <source>Go on with the import</source>
        <translation>Продолжить импорт</translation>
    </message>
    <message>
        <source>Look again at unknown faces</source>
        <translation>Проверить неизвестные лица заново</translation>
    </message>
    <message>
        <source>Read numbers on shirts and bibs</source>
        <translation>Прочитать номера на форме</translation>
    </message>
    <message>
        <source>Next steps</source>
        <translation>Следующие шаги</translation>
    </message>
    <message>
        <source>Look at a photo…</source>
        <translation>Посмотреть снимок…</translation>
    </message>
    <message>
        <source>Every face of all galleries as CSV…</source>
        <translation>Все лица всех галерей в CSV…</translation>
    </message>
    <message>
        <source>Groups of all galleries as CSV…</source>
        <translation>Группы всех галерей в CSV…</translation>
    </message>
    <message>
        <source>Files that failed ({n})</source>
        <translation>Файлы с ошибками ({n})</translation>
    </message>
    <message>
        <source>Stop watching the hot folder</source>
        <translation>Не следить за папкой</translation>
    </message>
</context>
<context>
    <name>GallerySelection</name>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Rate {count}</source>
        <translation>оценка ({count})</translation>
    </message>
    <message>
        <source>Copy names</source>
        <translation>Скопировать имена</translation>
    </message>
    <message>
        <source>Copy paths</source>
        <translation>Скопировать пути</translation>
    </message>
    <message>
        <source>Put into a match…</source>
        <translation>Отнести к матчу…</translation>
    </message>
    <message>
        <source>Set the clock of its camera…</source>
        <translation>Поправить часы камеры…</translation>
    </message>
    <message>
        <source>Only photos of {name}</source>
        <translation>Только снимки: {name}</translation>
    </message>
</context>
<context>
    <name>GalleryTasks</name>
    <message>
        <source>Hot folder</source>
        <translation>Папка для новых снимков</translation>
    </message>
    <message>
        <source>Look at a photo</source>
        <translation>Посмотреть снимок</translation>
    </message>
    <message>
        <source>Export names</source>
        <translation>Экспорт имён</translation>
    </message>
    <message>
        <source>Export faces</source>
        <translation>Экспорт лиц</translation>
    </message>
    <message>
        <source>Export groups</source>
        <translation>Экспорт групп</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Таблицы (*.csv)</translation>
    </message>
</context>
<context>
    <name>GalleryView</name>
    <message>
        <source>No photos yet</source>
        <translation>Снимков пока нет</translation>
    </message>
    <message>
        <source>Import a folder, or drop one here. Photos stay where they are.</source>
        <translation>Импортируйте папку или перетащите её сюда. Снимки остаются на своих местах.</translation>
    </message>
    <message>
        <source>Import photos…</source>
        <translation>Импорт снимков…</translation>
    </message>
    <message>
        <source>Copy a card…</source>
        <translation>Скопировать карту…</translation>
    </message>
    <message>
        <source>Watch a hot folder…</source>
        <translation>Следить за папкой…</translation>
    </message>
    <message>
        <source>Photos are on their way</source>
        <translation>Фотографии уже загружаются</translation>
    </message>
    <message>
        <source>No photo passes the filter</source>
        <translation>Под условия не подходит ни один снимок</translation>
    </message>
    <message>
        <source>Drop one of the conditions above, or all.</source>
        <translation>Уберите одно из условий выше или все.</translation>
    </message>
    <message>
        <source>Photos appear here as they come in.</source>
        <translation>Снимки появятся здесь по мере поступления.</translation>
    </message>
    <message>
        <source>Show every photo</source>
        <translation>Показать все снимки</translation>
    </message>
</context>
<context>
    <name>GroupMergeDialog</name>
    <message>
        <source>Merge the group</source>
        <translation>Объединение группы</translation>
    </message>
    <message>
        <source>Merge with</source>
        <translation>Объединить с</translation>
    </message>
    <message>
        <source>Faces of this group</source>
        <translation>Лица этой группы</translation>
    </message>
    <message>
        <source>Faces there</source>
        <translation>Лица той группы</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>This group: {n}</source>
        <translation>Эта группа: {n}</translation>
    </message>
    <message>
        <source>That group: {n}</source>
        <translation>Та группа: {n}</translation>
    </message>
    <message>
        <source>One group of {all}, without a name yet. Undo parts it again.</source>
        <translation>Одна группа, лиц в ней: {all}, пока без имени. Отмена разделит её снова.</translation>
    </message>
    <message>
        <source>Merge {n} and {m}</source>
        <translation>Объединить {n} и {m}</translation>
    </message>
    <message>
        <source>△  Photos that show both: {n}. Nobody is in a photo twice.</source>
        <translation>△  Фото, где есть обе группы: {n}. Никто не бывает на фото дважды.</translation>
    </message>
    <message>
        <source>The name {name} stays. Faces that get it: {n}. Undo takes it back.</source>
        <translation>Имя {name} останется. Его получат лица: {n}. Отмена вернёт всё назад.</translation>
    </message>
    <message>
        <source>Confirm {n} as {name}</source>
        <translation>Подтвердить {n}: {name}</translation>
    </message>
</context>
<context>
    <name>HotFolder</name>
    <message>
        <source>Stop watching</source>
        <translation>Не следить</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Не сейчас</translation>
    </message>
    <message>
        <source>Photos that have just come</source>
        <translation>Только что пришедшие снимки</translation>
    </message>
    <message>
        <source>{folder} into {gallery}</source>
        <translation>{folder} → {gallery}</translation>
    </message>
    <message>
        <source>Watch {folder} again</source>
        <translation>Снова следить за {folder}</translation>
    </message>
    <message>
        <source>{folder} was being watched for {gallery}.</source>
        <translation>За папкой {folder} следили для галереи {gallery}.</translation>
    </message>
    <message>
        <source>Hot folder {where}. Photos: {n}, waiting: {waiting}</source>
        <translation>Слежу: {where}. Снимков: {n}, ждут: {waiting}</translation>
    </message>
    <message>
        <source>Files that can&apos;t be used yet: {n}</source>
        <translation>Файлов, которые пока нельзя использовать: {n}</translation>
    </message>
    <message>
        <source>The folder is not there; watching goes on when it is back</source>
        <translation>Папки нет на месте; слежение продолжится, когда она вернётся</translation>
    </message>
    <message>
        <source>Photos wait, and are taken in by themselves when this is over: {reason}</source>
        <translation>Снимки ждут и будут взяты сами, когда это пройдёт: {reason}</translation>
    </message>
    <message>
        <source>Faces get no names: nothing was trained yet with this model pack</source>
        <translation>Лица остаются без имён: с этим набором моделей ещё не было обучения</translation>
    </message>
    <message>
        <source>Waiting for the rest of {file}</source>
        <translation>Ожидается остаток файла {file}</translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}: {reason}</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import photos</source>
        <translation>Импорт снимков</translation>
    </message>
    <message>
        <source>Folder with photos</source>
        <translation>Папка со снимками</translation>
    </message>
    <message>
        <source>Folder with photos, those inside it too</source>
        <translation>Папка со снимками, вместе с вложенными</translation>
    </message>
    <message>
        <source>Name of the gallery</source>
        <translation>Название галереи</translation>
    </message>
    <message>
        <source>Recognise the players when done</source>
        <translation>Затем опознать игроков</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Импортировать</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Обзор…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Галерея</translation>
    </message>
    <message>
        <source>A gallery is a set of photos: of one day, or of one tournament.</source>
        <translation>Галерея — это набор фото: за один день или с одного турнира.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Photos stay where they are, and an import changes none.</source>
        <translation>Снимки остаются на месте, импорт их не меняет.</translation>
    </message>
    <message>
        <source>Folders: {folders}, files: {files}</source>
        <translation>Папок: {folders}, файлов: {files}</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Такой папки нет.</translation>
    </message>
</context>
<context>
    <name>InvitationPart</name>
    <message>
        <source>Invitation</source>
        <translation>Приглашение</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Скопировать</translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Files that failed</source>
        <translation>Файлы с ошибками</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Runs on {device}</source>
        <translation>Работает на: {device}</translation>
    </message>
    <message>
        <source>Files that failed: {n}</source>
        <translation>Файлов с ошибками: {n}</translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>Join a team</source>
        <translation>Вступить в команду</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Вступить</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Приглашение</translation>
    </message>
    <message>
        <source>An owner of the team invites you and gives you the text to paste here.</source>
        <translation>Владелец команды приглашает вас и даёт вам текст, который нужно вставить сюда.</translation>
    </message>
    <message>
        <source>I made it myself, on another computer of mine</source>
        <translation>Я сделал(а) его сам(а), на другом своём компьютере</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>{key} already does: {act}</source>
        <translation>Клавиша {key} уже занята: {act}</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Settings let you choose other keys.</source>
        <translation>Другие клавиши можно выбрать в настройках.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys without Ctrl or Alt do something, such as X and N</source>
        <translation>Клавиши без Ctrl и Alt действуют, например X и N</translation>
    </message>
    <message>
        <source>The usual keys again</source>
        <translation>Вернуть обычные клавиши</translation>
    </message>
    <message>
        <source>Pictures are selected by mouse too: by their mark, with Ctrl or Shift, or by a frame.</source>
        <translation>Снимки выделяются и мышью: по отметке, с Ctrl или Shift либо рамкой.</translation>
    </message>
</context>
<context>
    <name>LibraryButton</name>
    <message>
        <source>Library {name}</source>
        <translation>Библиотека {name}</translation>
    </message>
</context>
<context>
    <name>LibraryMenu</name>
    <message>
        <source>Open library…</source>
        <translation>Открыть библиотеку…</translation>
    </message>
    <message>
        <source>New library…</source>
        <translation>Новая библиотека…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Показать в папке</translation>
    </message>
    <message>
        <source>About Playertag</source>
        <translation>О программе Playertag</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Folder of the library</source>
        <translation>Папка библиотеки</translation>
    </message>
</context>
<context>
    <name>LibraryTrouble</name>
    <message>
        <source>This library can&apos;t be opened</source>
        <translation>Библиотека не открывается</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Save what can be saved</source>
        <translation>Спасти что можно</translation>
    </message>
    <message>
        <source>Go back to a backup…</source>
        <translation>Вернуться к копии…</translation>
    </message>
    <message>
        <source>Show its folder</source>
        <translation>Показать папку</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>Открыть другую…</translation>
    </message>
    <message>
        <source>New library…</source>
        <translation>Новая библиотека…</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Убрать из списка</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>⚠  This library can&apos;t be opened</source>
        <translation>⚠  Эту библиотеку не удаётся открыть</translation>
    </message>
    <message>
        <source>Install the newest Playertag on this computer; the library was not touched.</source>
        <translation>Установите на этот компьютер новейшую версию Playertag; библиотека не изменена.</translation>
    </message>
    <message>
        <source>Close the other program, or wait until it is done, and try again.</source>
        <translation>Закройте другую программу или дождитесь, пока она закончит, и повторите.</translation>
    </message>
    <message>
        <source>Two windows would show each other&apos;s answers late: a library has one.</source>
        <translation>Два окна показывали бы ответы друг друга с опозданием: у библиотеки одно окно.</translation>
    </message>
    <message>
        <source>To save what can be saved reads every row that can be read, and takes what can&apos;t be from the newest backup. The damaged file is kept.</source>
        <translation>Спасение читает каждую строку, которую можно прочитать, а остальные берёт из последней резервной копии. Повреждённый файл сохраняется.</translation>
    </message>
    <message>
        <source>Is its disk connected, and may you write to it?</source>
        <translation>Подключён ли её диск и есть ли право на запись?</translation>
    </message>
    <message>
        <source>Folder of the library</source>
        <translation>Папка библиотеки</translation>
    </message>
</context>
<context>
    <name>LikenessBar</name>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <source>△  Looks like {name} too</source>
        <translation>△  Похоже и на: {name}</translation>
    </message>
</context>
<context>
    <name>LookupDialog</name>
    <message>
        <source>Faces in the picture</source>
        <translation>Лица на изображении</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Игрок</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Вероятность</translation>
    </message>
    <message>
        <source>Looking for faces…</source>
        <translation>Поиск лиц…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Открывается…</translation>
    </message>
    <message>
        <source>Similar faces in the library</source>
        <translation>Похожие лица в библиотеке</translation>
    </message>
    <message>
        <source>Who it may be</source>
        <translation>Кто это может быть</translation>
    </message>
    <message>
        <source>FACES</source>
        <translation>ЛИЦА</translation>
    </message>
    <message>
        <source>WHO IT MAY BE</source>
        <translation>КТО ЭТО МОЖЕТ БЫТЬ</translation>
    </message>
    <message>
        <source>SIMILAR FACES IN THE LIBRARY</source>
        <translation>ПОХОЖИЕ ЛИЦА В БИБЛИОТЕКЕ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Click a face, or draw a box around one. Nothing of this picture is stored.</source>
        <translation>Щёлкните лицо или обведите его рамкой. Ничего из этого изображения не сохраняется.</translation>
    </message>
    <message>
        <source>No face was found in this picture.</source>
        <translation>На этом изображении лиц не найдено.</translation>
    </message>
    <message>
        <source>{number}   nobody likely</source>
        <translation>{number}   никто не подходит</translation>
    </message>
    <message>
        <source>Looking for a face there…</source>
        <translation>Поиск лица в этом месте…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{library} – Playertag</source>
        <translation>{library} – Playertag</translation>
    </message>
    <message>
        <source>All processing is local</source>
        <translation>Вся обработка – на этом компьютере</translation>
    </message>
    <message>
        <source>Opening the models…</source>
        <translation>Открываются модели…</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Задачи</translation>
    </message>
    <message>
        <source>Runs on {device}</source>
        <translation>Работает на: {device}</translation>
    </message>
    <message>
        <source>No models: {reason}</source>
        <translation>Нет моделей: {reason}</translation>
    </message>
    <message>
        <source>⚠  Files that failed: {n}</source>
        <translation>⚠  Файлов с ошибкой: {n}</translation>
    </message>
</context>
<context>
    <name>MatchesBox</name>
    <message>
        <source>Matches</source>
        <translation>Матчи</translation>
    </message>
    <message>
        <source>First team</source>
        <translation>Первая команда</translation>
    </message>
    <message>
        <source>Second team</source>
        <translation>Вторая команда</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Конец</translation>
    </message>
    <message>
        <source>Import schedule…</source>
        <translation>Импорт расписания…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Time of the selected photos ({n})</source>
        <translation>Время выделенных снимков ({n})</translation>
    </message>
    <message>
        <source>Court</source>
        <translation>Площадка</translation>
    </message>
    <message>
        <source>Their players are expected in its photos.</source>
        <translation>На снимках ожидаются их игроки.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>A photo belongs to the match that was played when it was taken, by a clock that is right.</source>
        <translation>Снимок относится к матчу, который шёл, когда он был сделан, — по верным часам.</translation>
    </message>
    <message>
        <source>The end is not after the start.</source>
        <translation>Конец не позже начала.</translation>
    </message>
    <message>
        <source>Longer than a day: are both days right?</source>
        <translation>Длиннее суток: верны ли обе даты?</translation>
    </message>
    <message>
        <source>Schedules (*.xlsx *.ods *.xls *.csv *.tsv *.txt)</source>
        <translation>Расписания (*.xlsx *.ods *.xls *.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Import schedule</source>
        <translation>Импорт расписания</translation>
    </message>
</context>
<context>
    <name>MatchesModel</name>
    <message>
        <source>Match</source>
        <translation>Матч</translation>
    </message>
    <message>
        <source>Court</source>
        <translation>Площадка</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Снимки</translation>
    </message>
    <message>
        <source>Photos that may be of this match or of another one at the same time: {n}. Say at which court a camera was, or put photos into a match by hand.</source>
        <translation>Снимков, которые могут быть с этого матча или с другого в то же время: {n}. Укажите, на какой площадке была камера, или отнесите снимки к матчу вручную.</translation>
    </message>
</context>
<context>
    <name>MembersDialog</name>
    <message>
        <source>Members of {team}</source>
        <translation>Участники команды {team}</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Участники</translation>
    </message>
    <message>
        <source>New invitation…</source>
        <translation>Новое приглашение…</translation>
    </message>
    <message>
        <source>Dismiss…</source>
        <translation>Исключить…</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Адрес электронной почты</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>{role}: {may}</source>
        <translation>{role}: {may}</translation>
    </message>
    <message>
        <source>Their access key to the pictures, if you have one</source>
        <translation>Ключ к изображениям, если есть</translation>
    </message>
    <message>
        <source>Its secret</source>
        <translation>Секрет ключа</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Пригласить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Give this to {login}. It is shown only once, and lets in whoever has it: treat it like a password.</source>
        <translation>Передайте это {login}. Приглашение показывается один раз и впускает любого, у кого оно есть: обращайтесь с ним как с паролем.</translation>
    </message>
    <message>
        <source>Give {login} another role?</source>
        <translation>Дать {login} другую роль?</translation>
    </message>
    <message>
        <source>They are a member already, with another role. From now on they would be: {role} – {may}.</source>
        <translation>Это уже участник, с другой ролью. Теперь будет: {role} — {may}.</translation>
    </message>
    <message>
        <source>Change to {role}</source>
        <translation>Сменить на «{role}»</translation>
    </message>
    <message>
        <source>INVITE SOMEBODY</source>
        <translation>ПРИГЛАСИТЬ</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Запрос к серверу…</translation>
    </message>
    <message>
        <source>Members: {n}</source>
        <translation>Участников: {n}</translation>
    </message>
    <message>
        <source>Members: {n}. Owners invite and dismiss.</source>
        <translation>Участников: {n}. Приглашают и исключают владельцы.</translation>
    </message>
    <message>
        <source>Make a new invitation for {login}?</source>
        <translation>Создать новое приглашение для {login}?</translation>
    </message>
    <message>
        <source>For somebody who has lost their password. The old one stops working at once, on every computer that has it, until the new invitation is pasted there. Nothing that they did is lost.</source>
        <translation>Для того, кто потерял пароль. Старый перестаёт действовать сразу, на каждом компьютере, где он есть, пока туда не вставят новое приглашение. Ничего из сделанного не пропадёт.</translation>
    </message>
    <message>
        <source>New invitation for {login}</source>
        <translation>Новое приглашение для {login}</translation>
    </message>
    <message>
        <source>Dismiss {login} from {team}?</source>
        <translation>Исключить {login} из команды {team}?</translation>
    </message>
    <message>
        <source>They can no longer sync. What they answered stays, and so does what is in their own library.</source>
        <translation>Синхронизироваться с командой будет больше нельзя. Ответы этого участника остаются, как и всё, что есть в его собственной библиотеке.</translation>
    </message>
    <message>
        <source>Their key of the store of pictures stays good until whoever looks after the bucket takes it away.</source>
        <translation>Ключ к хранилищу изображений остаётся у этого участника в силе, пока его не отзовёт тот, кто управляет бакетом.</translation>
    </message>
    <message>
        <source>Dismiss {login}</source>
        <translation>Исключить {login}</translation>
    </message>
</context>
<context>
    <name>MembersModel</name>
    <message>
        <source>E-mail address</source>
        <translation>Адрес электронной почты</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>С какого времени</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>✓  member</source>
        <translation>✓  участник</translation>
    </message>
    <message>
        <source>○  invited, not here yet</source>
        <translation>○  приглашение ещё не принято</translation>
    </message>
    <message>
        <source>✕  dismissed</source>
        <translation>✕  исключён</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>One person</source>
        <translation>Один человек</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Остаётся</translation>
    </message>
    <message>
        <source>Becomes them</source>
        <translation>Вливается</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>Станет</translation>
    </message>
    <message>
        <source>What becomes of both</source>
        <translation>Что станет с обоими</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Объединить</translation>
    </message>
    <message>
        <source>Every face and answer of the other is theirs then. Undo separates them.</source>
        <translation>Все лица и ответы другого перейдут к нему. Отмена снова их разделит.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Both are one person. Which entry stays?</source>
        <translation>Это один человек. Какая запись останется?</translation>
    </message>
    <message>
        <source>Photos in which both are confirmed: {n}. They are two people.</source>
        <translation>Фото, где подтверждены оба: {n}. Это два разных человека.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Seasons</source>
        <translation>Сезоны</translation>
    </message>
    <message>
        <source>External id</source>
        <translation>Внешний код</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>Named faces</source>
        <translation>Лица с именем</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Снимки</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Эталоны</translation>
    </message>
</context>
<context>
    <name>ModelsForm</name>
    <message>
        <source>Install another model pack…</source>
        <translation>Установить другой набор моделей…</translation>
    </message>
    <message>
        <source>{pack} (not installed)</source>
        <translation>{pack} (не установлен)</translation>
    </message>
    <message>
        <source>This model pack is not installed: choose another one, or install it.</source>
        <translation>Этот набор моделей не установлен: выберите другой или установите его.</translation>
    </message>
    <message>
        <source>{use}. Licence: {licence}</source>
        <translation>{use}. Лицензия: {licence}</translation>
    </message>
</context>
<context>
    <name>MomentEdit</name>
    <message>
        <source>Calendar</source>
        <translation>Календарь</translation>
    </message>
    <message>
        <source>Calendar (Alt+Down)</source>
        <translation>Календарь (Alt+Вниз)</translation>
    </message>
    <message>
        <source>Write it as {moment}.</source>
        <translation>Напишите так: {moment}.</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Save this filter</source>
        <translation>Сохранение фильтра</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>Название фильтра</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>The conditions and the order are kept.</source>
        <translation>Сохраняются условия и порядок.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Заменить</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>There is one of this name.</source>
        <translation>Фильтр с таким названием уже есть.</translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Name  ( / )</source>
        <translation>Имя  ( / )</translation>
    </message>
    <message>
        <source>Name of the player</source>
        <translation>Имя игрока</translation>
    </message>
</context>
<context>
    <name>NamesDialog</name>
    <message>
        <source>Names in the files of {gallery}</source>
        <translation>Имена в файлах: {gallery}</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>Чтение файлов…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Comes</source>
        <translation>Добавится</translation>
    </message>
    <message>
        <source>Goes</source>
        <translation>Уберётся</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Изменения</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Записать</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Files that change: {n}.</source>
        <translation>Изменится файлов: {n}.</translation>
    </message>
    <message>
        <source>Files with nothing to write, as they say it already or nobody is named: {n}.</source>
        <translation>Записывать нечего, так как всё уже есть или никто не назван, — файлов: {n}.</translation>
    </message>
    <message>
        <source>Players whom no file names, as they do not agree to be recognised: {n}.</source>
        <translation>Игроков, не давших согласия, чьих имён не будет ни в одном файле: {n}.</translation>
    </message>
    <message>
        <source>Files that can&apos;t be written: {n}. {file}: {reason}</source>
        <translation>Нельзя записать файлов: {n}. {file}: {reason}</translation>
    </message>
    <message>
        <source>Write into files ({n})</source>
        <translation>Записать в файлы ({n})</translation>
    </message>
    <message>
        <source>What others wrote stays. Settings, Files, says what is written, and where.</source>
        <translation>Записанное другими остаётся. Что и куда записывается — в «Настройки», «Файлы».</translation>
    </message>
</context>
<context>
    <name>NamesModel</name>
    <message>
        <source>New player: {name}</source>
        <translation>Новый игрок: {name}</translation>
    </message>
</context>
<context>
    <name>NextSteps</name>
    <message>
        <source>Import photos</source>
        <translation>Импорт снимков</translation>
    </message>
    <message>
        <source>Roster and references</source>
        <translation>Состав и эталоны</translation>
    </message>
    <message>
        <source>Recognise</source>
        <translation>Опознание</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Hide these steps</source>
        <translation>Скрыть эти шаги</translation>
    </message>
    <message>
        <source>“More” brings these steps back</source>
        <translation>Вернуть эти шаги можно через «Ещё»</translation>
    </message>
    <message>
        <source>Steps:</source>
        <translation>Шаги:</translation>
    </message>
    <message>
        <source>Go on with the import</source>
        <translation>Продолжить импорт</translation>
    </message>
</context>
<context>
    <name>NoBackupDialog</name>
    <message>
        <source>No backup was made</source>
        <translation>Резервная копия не сделана</translation>
    </message>
    <message>
        <source>Your answers are in the library; what is new since the last backup is nowhere else.</source>
        <translation>Ответы сохранены в библиотеке; того, что появилось после последней копии, больше нигде нет.</translation>
    </message>
    <message>
        <source>Close without a backup</source>
        <translation>Закрыть без копии</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>⚠  No backup was made</source>
        <translation>⚠  Резервная копия не сделана</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>{title}: {words}</source>
        <translation>{title}: {words}</translation>
    </message>
    <message>
        <source>Files that failed: {n}</source>
        <translation>Файлов с ошибками: {n}</translation>
    </message>
</context>
<context>
    <name>OwnInvitationDialog</name>
    <message>
        <source>Save in a file…</source>
        <translation>Сохранить в файл…</translation>
    </message>
    <message>
        <source>Save your invitation</source>
        <translation>Сохранить своё приглашение</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>Текстовые файлы (*.txt)</translation>
    </message>
    <message>
        <source>✓  Saved as {file}.</source>
        <translation>✓  Сохранено: {file}.</translation>
    </message>
    <message>
        <source>This computer has no keyring: when Playertag ends, it forgets your password in the team {team}.</source>
        <translation>На этом компьютере нет хранилища паролей: закрываясь, Playertag забывает ваш пароль в команде {team}.</translation>
    </message>
    <message>
        <source>This computer has no keyring: when Playertag ends, it forgets your password in the team {team} and your key to its pictures.</source>
        <translation>На этом компьютере нет хранилища паролей: закрываясь, Playertag забывает ваш пароль в команде {team} и ваш ключ к её изображениям.</translation>
    </message>
    <message>
        <source>This computer has no keyring: when Playertag ends, it forgets your key to the pictures of the team {team}.</source>
        <translation>На этом компьютере нет хранилища паролей: закрываясь, Playertag забывает ваш ключ к изображениям команды {team}.</translation>
    </message>
    <message>
        <source>This brings it back: keep it where only you can read it, and paste it in Settings, “Paste a new invitation…”.</source>
        <translation>Вернуться поможет этот текст: храните его там, где его прочтёте только вы, и вставьте в «Настройках», «Вставить новое приглашение…».</translation>
    </message>
</context>
<context>
    <name>Pace</name>
    <message>
        <source>Answered: {n}</source>
        <translation>Отвечено: {n}</translation>
    </message>
    <message>
        <source>Left: {n}</source>
        <translation>Осталось: {n}</translation>
    </message>
    <message>
        <source>{n} an hour</source>
        <translation>{n} в час</translation>
    </message>
    <message>
        <source>about {n} min</source>
        <translation>около {n} мин</translation>
    </message>
</context>
<context>
    <name>PackDialog</name>
    <message>
        <source>Install a model pack</source>
        <translation>Установка набора моделей</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Установить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Which model pack?</source>
        <translation>Какой набор моделей?</translation>
    </message>
</context>
<context>
    <name>PackPage</name>
    <message>
        <source>An InsightFace pack that I have as a folder or a zip file   {use}</source>
        <translation>Набор InsightFace, который есть у меня папкой или ZIP-файлом   {use}</translation>
    </message>
    <message>
        <source>Folder or zip file of the model pack</source>
        <translation>Папка или ZIP-файл набора моделей</translation>
    </message>
    <message>
        <source>Folder or zip file with the pack&apos;s .onnx files</source>
        <translation>Папка или ZIP-файл с файлами .onnx</translation>
    </message>
    <message>
        <source>Zip file…</source>
        <translation>ZIP-файл…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Папка…</translation>
    </message>
    <message>
        <source>Terms of the model pack</source>
        <translation>Условия набора моделей</translation>
    </message>
    <message>
        <source>I have read these terms and accept them</source>
        <translation>Условия прочитаны и приняты</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>установлен</translation>
    </message>
    <message>
        <source>to be downloaded</source>
        <translation>будет загружен</translation>
    </message>
    <message>
        <source>download: {n} MB</source>
        <translation>загрузка: {n} МБ</translation>
    </message>
    <message>
        <source>{title}   {use}   ({state})</source>
        <translation>{title}   {use}   ({state})</translation>
    </message>
    <message>
        <source>Name a folder or a zip file to go on.</source>
        <translation>Чтобы продолжить, укажите папку или ZIP-файл.</translation>
    </message>
    <message>
        <source>Accept the terms to go on.</source>
        <translation>Чтобы продолжить, примите условия.</translation>
    </message>
    <message>
        <source>Zip file of the model pack</source>
        <translation>ZIP-файл набора моделей</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>ZIP-файлы (*.zip)</translation>
    </message>
    <message>
        <source>Folder of the model pack</source>
        <translation>Папка набора моделей</translation>
    </message>
</context>
<context>
    <name>PeopleDialog</name>
    <message>
        <source>People in {gallery}</source>
        <translation>Люди: {gallery}</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Игрок</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Снимки</translation>
    </message>
    <message>
        <source>Most often with</source>
        <translation>Чаще всего вместе с</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Подсчёт…</translation>
    </message>
    <message>
        <source>Show their photos</source>
        <translation>Показать снимки игрока</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Photos without a name: {n}</source>
        <translation>Фото без имён: {n}</translation>
    </message>
</context>
<context>
    <name>PhotoActs</name>
    <message>
        <source>{name} is on another computer of the team</source>
        <translation>{name}: файл на другом компьютере команды</translation>
    </message>
    <message>
        <source>{folder} is not there now: is its disk connected?</source>
        <translation>Папка {folder} сейчас недоступна: подключён ли её диск?</translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation>{names} и {last}</translation>
    </message>
</context>
<context>
    <name>PhotoCanvas</name>
    <message>
        <source>Photo</source>
        <translation>Снимок</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Кто это?</translation>
    </message>
</context>
<context>
    <name>PhotoDelegate</name>
    <message>
        <source>No picture here</source>
        <translation>Здесь снимка нет</translation>
    </message>
    <message>
        <source>✕ rejected</source>
        <translation>✕ отклонён</translation>
    </message>
    <message>
        <source>no faces</source>
        <translation>нет лиц</translation>
    </message>
    <message>
        <source>no names yet</source>
        <translation>имён пока нет</translation>
    </message>
    <message>
        <source>{name} (not expected here)</source>
        <translation>{name} (здесь не ожидается)</translation>
    </message>
</context>
<context>
    <name>PhotoFacts</name>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>Times of this camera are moved by {clock}.</source>
        <translation>Время снимков этой камеры сдвинуто на {clock}.</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} пикс.</translation>
    </message>
    <message>
        <source>✕  rejected</source>
        <translation>✕  отклонён</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>Photos</source>
        <translation>Снимки</translation>
    </message>
</context>
<context>
    <name>PhotoLoader</name>
    <message>
        <source>Opening…</source>
        <translation>Открывается…</translation>
    </message>
    <message>
        <source>The file is not there any more. Its faces and names are kept. If it was moved, import its new folder and it is found again.</source>
        <translation>Файла больше нет на месте. Лица и имена сохранены. Если файл перемещён, импортируйте его новую папку, и он найдётся.</translation>
    </message>
</context>
<context>
    <name>PhotoMenu</name>
    <message>
        <source>Boxes and names</source>
        <translation>Рамки и имена</translation>
    </message>
    <message>
        <source>Boxes, names under the pointer</source>
        <translation>Рамки, имена под указателем</translation>
    </message>
    <message>
        <source>No boxes</source>
        <translation>Без рамок</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Look for similar faces…</source>
        <translation>Искать похожие лица…</translation>
    </message>
    <message>
        <source>Keep the zoom from photo to photo</source>
        <translation>Сохранять масштаб между снимками</translation>
    </message>
    <message>
        <source>Copy the names</source>
        <translation>Скопировать имена</translation>
    </message>
    <message>
        <source>What would be written into the file</source>
        <translation>Что было бы записано в файл</translation>
    </message>
    <message>
        <source>Set the clock of its camera…</source>
        <translation>Поправить часы камеры…</translation>
    </message>
</context>
<context>
    <name>PhotoPeek</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>PhotoViewer</name>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Предыдущий снимок</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Следующий снимок</translation>
    </message>
    <message>
        <source>‹  Gallery</source>
        <translation>‹  Галерея</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>not in the list</source>
        <translation>не в списке</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} из {count}</translation>
    </message>
    <message>
        <source>Draw a face</source>
        <translation>Обвести лицо</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Load pictures</source>
        <translation>Загрузка изображений</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>Make a new library</source>
        <translation>Создать новую библиотеку</translation>
    </message>
    <message>
        <source>Open a library that I have</source>
        <translation>Открыть имеющуюся библиотеку</translation>
    </message>
    <message>
        <source>Folder of the library</source>
        <translation>Папка библиотеки</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Обзор…</translation>
    </message>
    <message>
        <source>I have an invitation to a team…</source>
        <translation>У меня есть приглашение в команду…</translation>
    </message>
    <message>
        <source>A library is one folder with everything that Playertag knows: players, faces and your answers. Your photos stay where they are, and none is changed unless you have names written into it.</source>
        <translation>Библиотека — это одна папка со всем, что знает Playertag: игроки, лица и ваши ответы. Снимки остаются на месте и не меняются, пока вы не запишете в них имена.</translation>
    </message>
    <message>
        <source>✓  There is a library in this folder; it is opened as it is.</source>
        <translation>✓  В этой папке есть библиотека; она откроется как есть.</translation>
    </message>
    <message>
        <source>⚠  There is no library in this folder. Choose the folder with library.sqlite in it.</source>
        <translation>⚠  В этой папке нет библиотеки. Выберите папку, где лежит library.sqlite.</translation>
    </message>
    <message>
        <source>⚠  This folder can&apos;t be written to. Choose another one.</source>
        <translation>⚠  В эту папку нельзя писать. Выберите другую.</translation>
    </message>
    <message>
        <source>△  Free there: only {n} GB; a big tournament needs more.</source>
        <translation>△  Там свободно всего {n} ГБ; большому турниру нужно больше.</translation>
    </message>
    <message>
        <source>✓  Free there: {n} GB.</source>
        <translation>✓  Там свободно {n} ГБ.</translation>
    </message>
</context>
<context>
    <name>PlacesBar</name>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation>Галереи</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Players</source>
        <translation>Игроки</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Статистика</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
</context>
<context>
    <name>PlayerAdder</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Add player</source>
        <translation>Добавить игрока</translation>
    </message>
    <message>
        <source>{name} is on the roster already. Add another person of that name?</source>
        <translation>{name} уже есть в составе. Добавить ещё одного человека с таким именем?</translation>
    </message>
    <message>
        <source>Add another</source>
        <translation>Добавить ещё одного</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>PlayerColumn</name>
    <message>
        <source>Confirmed face</source>
        <translation>Подтверждённое лицо</translation>
    </message>
    <message>
        <source>More confirmed faces</source>
        <translation>Другие подтверждённые лица</translation>
    </message>
    <message>
        <source>No confirmed face yet</source>
        <translation>Подтверждённых лиц пока нет</translation>
    </message>
    <message>
        <source>Confirmed faces: {n}</source>
        <translation>Подтверждено лиц: {n}</translation>
    </message>
    <message>
        <source>No longer on the roster</source>
        <translation>Больше не в составе</translation>
    </message>
</context>
<context>
    <name>PlayerDetail</name>
    <message>
        <source>Show their photos in Galleries</source>
        <translation>Показать снимки игрока в галереях</translation>
    </message>
    <message>
        <source>Link…</source>
        <translation>Ссылка…</translation>
    </message>
    <message>
        <source>Their photos by a link, from the team&apos;s store</source>
        <translation>Снимки игрока по ссылке, из хранилища команды</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Named faces: {faces}, references: {references}, suggested: {open}</source>
        <translation>Лиц с именем: {faces}, эталонов: {references}, предложено: {open}</translation>
    </message>
    <message>
        <source>Photos: {n}</source>
        <translation>Снимков: {n}</translation>
    </message>
    <message>
        <source>Take this player off the roster.</source>
        <translation>Убрать игрока из состава.</translation>
    </message>
    <message>
        <source>Faces are confirmed as this player. Reject those first, or merge the player.</source>
        <translation>У игрока есть подтверждённые лица. Сначала отклоните их или объедините игрока с другим.</translation>
    </message>
    <message>
        <source>Automatic tags and suggestions taken away: {n}. Confirmed faces stay.</source>
        <translation>Снято автоматических меток и предложений: {n}. Подтверждённые лица остались.</translation>
    </message>
</context>
<context>
    <name>PlayerFields</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>External id</source>
        <translation>Внешний код</translation>
    </message>
    <message>
        <source>Consent to be recognised</source>
        <translation>Согласие на опознание</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>Who refused is never tagged or suggested.</source>
        <translation>Кто отказался, того не отмечают и не предлагают.</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Consent until</source>
        <translation>Согласие до</translation>
    </message>
    <message>
        <source>Team, number</source>
        <translation>Команда, номер</translation>
    </message>
</context>
<context>
    <name>PlayerRefusals</name>
    <message>
        <source>Galleries in whose photos they are not recognised, named or handed out</source>
        <translation>Галереи, на снимках которых игрока не распознают, не подписывают и не раздают</translation>
    </message>
    <message>
        <source>Refused for galleries: {n}…</source>
        <translation>Отказ для галерей: {n}…</translation>
    </message>
    <message>
        <source>Refused for a gallery…</source>
        <translation>Отказ для галереи…</translation>
    </message>
</context>
<context>
    <name>PlayerSeasons</name>
    <message>
        <source>Seasons</source>
        <translation>Сезоны</translation>
    </message>
    <message>
        <source>Add a season</source>
        <translation>Добавить сезон</translation>
    </message>
    <message>
        <source>Remove the season</source>
        <translation>Удалить сезон</translation>
    </message>
    <message>
        <source>SEASONS</source>
        <translation>СЕЗОНЫ</translation>
    </message>
</context>
<context>
    <name>PlayersModel</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Refs</source>
        <translation>Этал.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Вопр.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Consent to be recognised</source>
        <translation>Согласие на опознание</translation>
    </message>
    <message>
        <source>Photos that they are named in</source>
        <translation>Снимки, где игрок назван</translation>
    </message>
    <message>
        <source>Reference photos</source>
        <translation>Эталоны</translation>
    </message>
    <message>
        <source>Suggestions that wait for an answer</source>
        <translation>Предложения, которые ждут ответа</translation>
    </message>
    <message>
        <source>Named faces: {n}</source>
        <translation>Лиц с именем: {n}</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Снимки</translation>
    </message>
</context>
<context>
    <name>PlayersView</name>
    <message>
        <source>No players yet</source>
        <translation>Игроков пока нет</translation>
    </message>
    <message>
        <source>Import the roster, enrol players from a folder of pictures (a folder per player), or name faces while you review.</source>
        <translation>Импортируйте состав, добавьте эталоны из папки (по папке на игрока) или называйте лица во время проверки.</translation>
    </message>
    <message>
        <source>Import roster…</source>
        <translation>Импорт состава…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Search the roster</source>
        <translation>Поиск в составе</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>Объединить…</translation>
    </message>
    <message>
        <source>Select two players who are one person (Ctrl and click).</source>
        <translation>Выделите двух игроков, которые на деле один человек (Ctrl и щелчок).</translation>
    </message>
    <message>
        <source>Enrol from a folder…</source>
        <translation>Эталоны из папки…</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Сезон</translation>
    </message>
    <message>
        <source>Export roster…</source>
        <translation>Экспорт состава…</translation>
    </message>
    <message>
        <source>Import codes of Photo Mechanic…</source>
        <translation>Импорт кодов Photo Mechanic…</translation>
    </message>
    <message>
        <source>Export codes for Photo Mechanic…</source>
        <translation>Экспорт кодов для Photo Mechanic…</translation>
    </message>
    <message>
        <source>Export all about a player…</source>
        <translation>Экспорт всего об игроке…</translation>
    </message>
    <message>
        <source>Erase a player…</source>
        <translation>Стереть игрока…</translation>
    </message>
    <message>
        <source>Players</source>
        <translation>Игроки</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>All teams</source>
        <translation>Все команды</translation>
    </message>
    <message>
        <source>All seasons</source>
        <translation>Все сезоны</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} из {all}</translation>
    </message>
    <message>
        <source>Undo: {act}</source>
        <translation>Отменить: {act}</translation>
    </message>
    <message>
        <source>Rosters (*.xlsx *.ods *.xls *.csv *.tsv *.txt)</source>
        <translation>Составы (*.xlsx *.ods *.xls *.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Import roster</source>
        <translation>Импорт состава</translation>
    </message>
    <message>
        <source>Export roster</source>
        <translation>Экспорт состава</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Таблицы (*.csv)</translation>
    </message>
    <message>
        <source>Folder for all about a player</source>
        <translation>Папка для всего об игроке</translation>
    </message>
    <message>
        <source>Folder with a folder per player</source>
        <translation>Папка, где у каждого игрока своя папка</translation>
    </message>
</context>
<context>
    <name>PrefixTeams</name>
    <message>
        <source>Team of the codes that begin with {prefix}</source>
        <translation>Команда кодов, которые начинаются с {prefix}</translation>
    </message>
    <message>
        <source>{prefix}… is the team</source>
        <translation>{prefix}… — команда</translation>
    </message>
</context>
<context>
    <name>PrivacyBox</name>
    <message>
        <source>Days since the photos came</source>
        <translation>Дней с появления снимков</translation>
    </message>
    <message>
        <source>Forget them…</source>
        <translation>Забыть их…</translation>
    </message>
    <message>
        <source>Everything is done on this computer. Nothing is sent anywhere unless you ask for it. If you bring this library into a team, its players, faces and answers go to the team&apos;s server, and if an owner names a store, small pictures to that, and whole photos if you choose so. If you deliver photos to a server (SFTP, FTPS or S3), they go there with the names in them and a list of who is on them. Who signs in with Google tells it that they use Playertag, and nothing of the library. No figures are collected, and no account is needed. Photos stay where they are, and none is changed unless you have names written into it.</source>
        <translation>Всё делается на этом компьютере. Никуда ничего не отправляется, пока вы об этом не попросите. Если вы включите библиотеку в команду, её игроки, лица и ответы идут на сервер команды, а если владелец указал хранилище — туда маленькие изображения, и снимки целиком, если вы так решите. Если вы отдаёте фото на сервер (SFTP, FTPS или S3), они уходят туда с именами в них и списком тех, кто на них есть. Кто входит через Google, сообщает ему, что пользуется Playertag, и ничего о библиотеке. Статистика не собирается, учётная запись не нужна. Снимки остаются на месте и не меняются, пока вы не запишете в них имена.</translation>
    </message>
    <message>
        <source>Show the library&apos;s folder</source>
        <translation>Показать папку библиотеки</translation>
    </message>
    <message>
        <source>Faces that nobody named, of photos that came so many days ago:</source>
        <translation>Лица, которых никто не назвал, на снимках, появившихся столько дней назад:</translation>
    </message>
    <message>
        <source>Players, faces, what the models know of them, and every answer</source>
        <translation>Игроки, лица, что о них знают модели, и все ответы</translation>
    </message>
    <message>
        <source>Previews of photos and faces; may be deleted at any time</source>
        <translation>Миниатюры снимков и лиц; можно удалить в любое время</translation>
    </message>
    <message>
        <source>Backups of the database, with all that is in it</source>
        <translation>Резервные копии базы данных, со всем, что в ней есть</translation>
    </message>
    <message>
        <source>Model packs, for all libraries</source>
        <translation>Наборы моделей для всех библиотек</translation>
    </message>
    <message>
        <source>Your keys, theme, recent libraries and where the window was</source>
        <translation>Ваши клавиши, тема, недавние библиотеки и положение окна</translation>
    </message>
    <message>
        <source>Faces to forget, with embeddings and crops: {n}. This can&apos;t be taken back.</source>
        <translation>Забыть лиц вместе с описаниями и вырезками: {n}. Это нельзя отменить.</translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation>Забыть их</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Look for libraries</source>
        <translation>Поиск библиотек</translation>
    </message>
    <message>
        <source>Open the library</source>
        <translation>Открытие библиотеки</translation>
    </message>
    <message>
        <source>Mend the library</source>
        <translation>Восстановить библиотеку</translation>
    </message>
    <message>
        <source>New library</source>
        <translation>Новая библиотека</translation>
    </message>
</context>
<context>
    <name>PutDialog</name>
    <message>
        <source>Put photos into a match: {n}</source>
        <translation>Отнести снимки к матчу: {n}</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Матчи</translation>
    </message>
    <message>
        <source>Put</source>
        <translation>Отнести</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>This stands whatever the clocks say.</source>
        <translation>Это верно, что бы ни показывали часы.</translation>
    </message>
    <message>
        <source>By time and camera, as before</source>
        <translation>По времени и камере, как раньше</translation>
    </message>
</context>
<context>
    <name>QuestionList</name>
    <message>
        <source>Open questions</source>
        <translation>Открытые вопросы</translation>
    </message>
</context>
<context>
    <name>QuestionModel</name>
    <message>
        <source>{n} suggested, {m} maybe</source>
        <translation>предложено: {n}, возможно: {m}</translation>
    </message>
    <message>
        <source>{m} maybe</source>
        <translation>возможно: {m}</translation>
    </message>
    <message>
        <source>{n} suggested</source>
        <translation>предложено: {n}</translation>
    </message>
    <message>
        <source>group of {n}</source>
        <translation>группа: {n}</translation>
    </message>
    <message>
        <source>{n} like no other</source>
        <translation>ни на кого не похожих: {n}</translation>
    </message>
    <message>
        <source>{n} to check</source>
        <translation>проверить: {n}</translation>
    </message>
    <message>
        <source>{n} put aside</source>
        <translation>отложено: {n}</translation>
    </message>
    <message>
        <source>{player}?</source>
        <translation>{player}?</translation>
    </message>
    <message>
        <source>{player}, tagged</source>
        <translation>{player}, метка</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Отложенные</translation>
    </message>
    <message>
        <source>Faces alone, page {n}</source>
        <translation>Одиночные лица, страница {n}</translation>
    </message>
    <message>
        <source>Faces alone</source>
        <translation>Одиночные лица</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Кто это?</translation>
    </message>
</context>
<context>
    <name>QuestionSide</name>
    <message>
        <source>All galleries</source>
        <translation>Все галереи</translation>
    </message>
    <message>
        <source>Ask about every gallery together</source>
        <translation>Вопросы по всем галереям сразу</translation>
    </message>
    <message>
        <source>Faces that somebody was not sure of; they are not asked about</source>
        <translation>Лица, в которых не было уверенности; о них больше не спрашивают</translation>
    </message>
    <message>
        <source>New group of {n}   {key}</source>
        <translation>Новая группа из {n}   {key}</translation>
    </message>
    <message>
        <source>New group: drop faces here</source>
        <translation>Новая группа: лица сюда</translation>
    </message>
    <message>
        <source>Put aside: {n}</source>
        <translation>Отложено: {n}</translation>
    </message>
    <message>
        <source>Find unknown people</source>
        <translation>Найти неизвестных</translation>
    </message>
    <message>
        <source>all galleries</source>
        <translation>все галереи</translation>
    </message>
</context>
<context>
    <name>ReadinessModel</name>
    <message>
        <source>Player</source>
        <translation>Игрок</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Usable</source>
        <translation>Годных</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Искл.</translation>
    </message>
    <message>
        <source>Look wrong</source>
        <translation>Сомн.</translation>
    </message>
    <message>
        <source>{n} left out: {why}</source>
        <translation>исключено {n}: {why}</translation>
    </message>
    <message>
        <source>The two faces look like two people: nobody is tagged by them, only suggested</source>
        <translation>Эти два лица похожи на двух разных людей: по ним никто не получает метку, только предложение</translation>
    </message>
    <message>
        <source>Looks like {who}: nobody is tagged as either, only suggested, until they are merged</source>
        <translation>Похож на игрока {who}: пока их не объединят, обоих только предлагают, но не отмечают</translation>
    </message>
    <message>
        <source>✕  No face yet</source>
        <translation>✕  Лиц пока нет</translation>
    </message>
    <message>
        <source>!  Entered twice?</source>
        <translation>!  Записан дважды?</translation>
    </message>
    <message>
        <source>!  Check the odd ones</source>
        <translation>!  Проверьте сомнительные</translation>
    </message>
    <message>
        <source>△  Few faces</source>
        <translation>△  Мало лиц</translation>
    </message>
    <message>
        <source>✓  Ready</source>
        <translation>✓  Готов</translation>
    </message>
</context>
<context>
    <name>ReferencesModel</name>
    <message>
        <source>{height} pixels high</source>
        <translation>высота {height} пикс.</translation>
    </message>
    <message>
        <source>reference photo</source>
        <translation>эталон</translation>
    </message>
    <message>
        <source>from a gallery</source>
        <translation>из галереи</translation>
    </message>
    <message>
        <source>Not used for training: they refused to be recognised.</source>
        <translation>Не идёт в обучение: игрок отказался от опознания.</translation>
    </message>
    <message>
        <source>Not used for training: it has no descriptor of the model pack in use.</source>
        <translation>Не идёт в обучение: нет дескриптора для выбранного набора моделей.</translation>
    </message>
    <message>
        <source>Left out of training: {why}.</source>
        <translation>Исключено из обучения: {why}.</translation>
    </message>
    <message>
        <source>Used for training, but it looks like somebody else: have a look.</source>
        <translation>Идёт в обучение, но похоже на другого: взгляните.</translation>
    </message>
    <message>
        <source>Used for training.</source>
        <translation>Идёт в обучение.</translation>
    </message>
</context>
<context>
    <name>ReferencesView</name>
    <message>
        <source>Add photos…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>Or drop pictures and folders here, or on a player&apos;s row.</source>
        <translation>Или перетащите снимки и папки сюда либо на строку игрока.</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Эталоны</translation>
    </message>
    <message>
        <source>CONFIRMED: {n}, USED: {used}</source>
        <translation>ЛИЦ: {n}, УЧТЕНО: {used}</translation>
    </message>
    <message>
        <source>No face is confirmed yet. Add pictures that show this player, or drop them here.</source>
        <translation>Подтверждённых лиц пока нет. Добавьте снимки этого игрока или перетащите их сюда.</translation>
    </message>
    <message>
        <source>Not them: {n}</source>
        <translation>Не этот игрок: {n}</translation>
    </message>
    <message>
        <source>Not them</source>
        <translation>Не этот</translation>
    </message>
    <message>
        <source>Reference photos of {name}</source>
        <translation>Эталоны: {name}</translation>
    </message>
</context>
<context>
    <name>RepairedDialog</name>
    <message>
        <source>This library was repaired</source>
        <translation>Библиотека восстановлена</translation>
    </message>
    <message>
        <source>Rows that were saved: {rows}. Rows from a backup: {backup}.</source>
        <translation>Спасено строк: {rows}. Строк из резервной копии: {backup}.</translation>
    </message>
    <message>
        <source>Damaged: {tables}. Look whether something is missing there.</source>
        <translation>Повреждено: {tables}. Проверьте, не пропало ли там что-нибудь.</translation>
    </message>
    <message>
        <source>Answers to faces that are lost, which could not be kept: {n}.</source>
        <translation>Ответов о пропавших лицах, которые не удалось сохранить: {n}.</translation>
    </message>
    <message>
        <source>The damaged file: {file}</source>
        <translation>Повреждённый файл: {file}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Go back to a backup</source>
        <translation>Вернуться к резервной копии</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Копия</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Сделана</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>МБ</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Резервные копии</translation>
    </message>
    <message>
        <source>Looking for backups…</source>
        <translation>Ищем резервные копии…</translation>
    </message>
    <message>
        <source>Go back to it</source>
        <translation>Вернуться к ней</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Другой файл…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Look for backups</source>
        <translation>Искать резервные копии</translation>
    </message>
    <message>
        <source>There is no backup where this library keeps them.</source>
        <translation>Там, где эта библиотека хранит резервные копии, их нет.</translation>
    </message>
    <message>
        <source>Backup of a library</source>
        <translation>Резервная копия библиотеки</translation>
    </message>
    <message>
        <source>Libraries (*.sqlite)</source>
        <translation>Библиотеки (*.sqlite)</translation>
    </message>
    <message>
        <source>Looking into {file}…</source>
        <translation>Смотрим в {file}…</translation>
    </message>
    <message>
        <source>Look into a backup</source>
        <translation>Посмотреть резервную копию</translation>
    </message>
    <message>
        <source>{file} holds {contents}.</source>
        <translation>{file} содержит: {contents}.</translation>
    </message>
    <message>
        <source>There is no library there now: one is made from the backup.</source>
        <translation>Сейчас библиотеки там нет: она будет создана из резервной копии.</translation>
    </message>
    <message>
        <source>In the library and not in it: {contents}.</source>
        <translation>Есть в библиотеке, но не в копии: {contents}.</translation>
    </message>
    <message>
        <source>What there is now is kept, so that it can be taken back.</source>
        <translation>То, что есть сейчас, сохраняется, и это можно отменить.</translation>
    </message>
    <message>
        <source>⚠  It is a backup of another library, which would take the place of this one.</source>
        <translation>⚠  Это резервная копия другой библиотеки, которая заняла бы место этой.</translation>
    </message>
    <message>
        <source>What is in the library can&apos;t be counted: its file is damaged.</source>
        <translation>Сосчитать, что есть в библиотеке, нельзя: её файл повреждён.</translation>
    </message>
    <message>
        <source>photos: {photos}, players: {players}, answers: {answers}</source>
        <translation>фотографий: {photos}, игроков: {players}, ответов: {answers}</translation>
    </message>
</context>
<context>
    <name>ReviewHeader</name>
    <message>
        <source>Whole photo</source>
        <translation>Весь снимок</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Size of the faces</source>
        <translation>Размер лиц</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Снять выделение</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Выделить всё</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>Отменить: {what}</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>Вернуть: {what}</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>No gallery</source>
        <translation>Нет галереи</translation>
    </message>
    <message>
        <source>Nothing left to answer in {name}</source>
        <translation>Вопросов не осталось: {name}</translation>
    </message>
    <message>
        <source>Export names…</source>
        <translation>Экспорт имён…</translation>
    </message>
    <message>
        <source>Import photos…</source>
        <translation>Импорт снимков…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Nothing was changed: select what you mean</source>
        <translation>Ничего не изменено: выберите, что вы имеете в виду</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>Отменить: {what}</translation>
    </message>
    <message>
        <source>Import photos first.</source>
        <translation>Сначала импортируйте снимки.</translation>
    </message>
    <message>
        <source>The names can go into a table now. Was a face overlooked? Open its photo in Galleries and draw a box around it: {key}.</source>
        <translation>Имена теперь можно записать в таблицу. Какое-то лицо пропущено? Откройте его снимок в «Галереях» и обведите лицо рамкой: {key}.</translation>
    </message>
    <message>
        <source>Draw a face</source>
        <translation>Обвести лицо</translation>
    </message>
    <message>
        <source>{n} of {all} selected</source>
        <translation>Выделено {n} из {all}</translation>
    </message>
    <message>
        <source>{n} in all</source>
        <translation>всего: {n}</translation>
    </message>
    <message>
        <source>Somebody else answered: select what you mean</source>
        <translation>Ответил кто-то другой: выберите, что вы имеете в виду</translation>
    </message>
    <message>
        <source>You are a viewer in this team, who only looks</source>
        <translation>В этой команде вы наблюдатель и только смотрите</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Кто это?</translation>
    </message>
    <message>
        <source>Put aside: who is the selected one?</source>
        <translation>Отложено: кто здесь выделен?</translation>
    </message>
    <message>
        <source>Name those you know, ignore the rest</source>
        <translation>Назовите тех, кого знаете, остальных пропустите</translation>
    </message>
    <message>
        <source>Tagged as {name}: right?</source>
        <translation>Метка «{name}»: верно?</translation>
    </message>
    <message>
        <source>Is this {name}?</source>
        <translation>Это {name}?</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>This group</source>
        <translation>Эта группа</translation>
    </message>
    <message>
        <source>Would join</source>
        <translation>Присоединятся</translation>
    </message>
    <message>
        <source>Join {n}</source>
        <translation>Присоединить {n}</translation>
    </message>
    <message>
        <source>Group {n}: {faces}</source>
        <translation>Группа {n}: {faces}</translation>
    </message>
    <message>
        <source>Faces that would join from other groups: {n}. All one person?</source>
        <translation>Присоединятся лица из других групп: {n}. Это один человек?</translation>
    </message>
    <message>
        <source>Still looking for who is likely.</source>
        <translation>Ещё выясняется, кто это может быть.</translation>
    </message>
    <message>
        <source>Nobody is likely enough: choose by a digit, or type a name.</source>
        <translation>Уверенности нет ни в ком: выберите цифрой или введите имя.</translation>
    </message>
    <message>
        <source>Nobody is likely enough: type a name.</source>
        <translation>Никто не подходит достаточно: введите имя.</translation>
    </message>
    <message>
        <source>Groups: {n}, with {sizes} faces. Different people?</source>
        <translation>Групп: {n}, лиц в них: {sizes}. Это разные люди?</translation>
    </message>
    <message>
        <source>Split into {n}</source>
        <translation>Разделить на {n}</translation>
    </message>
    <message>
        <source>This photo was taken in no match.</source>
        <translation>Этот снимок не относится ни к одному матчу.</translation>
    </message>
    <message>
        <source>Nobody else is left to answer there.</source>
        <translation>Других лиц без ответа там нет.</translation>
    </message>
    <message>
        <source>Ignore all others? Faces: {n}, in photos: {photos}. Named ones and these here stay.</source>
        <translation>Пропустить всех прочих? Лиц: {n}, на снимках: {photos}. Названные и эти останутся.</translation>
    </message>
    <message>
        <source>Ignore {n}</source>
        <translation>Пропустить {n}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>RosterDialog</name>
    <message>
        <source>Who plays in {gallery}</source>
        <translation>Кто играет: {gallery}</translation>
    </message>
    <message>
        <source>Teams and players</source>
        <translation>Команды и игроки</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation>Снять все</translation>
    </message>
    <message>
        <source>These players are likelier here; anybody else is suggested at most, never tagged.</source>
        <translation>Эти игроки здесь вероятнее; любого другого можно только предложить, но не отметить.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>No team</source>
        <translation>Без команды</translation>
    </message>
    <message>
        <source>Players who play here: {n} of {all}.</source>
        <translation>Играют здесь: {n} из {all}.</translation>
    </message>
    <message>
        <source>Nobody is ticked: everybody may play here.</source>
        <translation>Никто не отмечен: играть может любой.</translation>
    </message>
</context>
<context>
    <name>SavedMenu</name>
    <message>
        <source>No filter is saved yet</source>
        <translation>Сохранённых фильтров пока нет</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>Сохранить фильтр…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Matches and cameras of {gallery}</source>
        <translation>Матчи и камеры: {gallery}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message>
        <source>A player, a team, a day, a file; Ada and Grace together</source>
        <translation>Игрок, команда, день, файл; «Ada and Grace» – вместе</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Faces of a picture…</source>
        <translation>По лицам с изображения…</translation>
    </message>
    <message>
        <source>Find faces like those of a picture. It can be dropped here.</source>
        <translation>Найти лица, похожие на лица изображения. Его можно перетащить сюда.</translation>
    </message>
    <message>
        <source>Players that are meant</source>
        <translation>Кого вы имеете в виду</translation>
    </message>
    <message>
        <source>PLAYERS</source>
        <translation>ИГРОКИ</translation>
    </message>
    <message>
        <source>Photos: {n}</source>
        <translation>Снимков: {n}</translation>
    </message>
    <message>
        <source>No photo fits all of this</source>
        <translation>Всему этому не отвечает ни один снимок</translation>
    </message>
    <message>
        <source>Only names that are confirmed or tagged count. Try fewer words.</source>
        <translation>Учитываются только подтверждённые имена и метки. Попробуйте меньше слов.</translation>
    </message>
    <message>
        <source>Find anybody, any day, any file</source>
        <translation>Найти кого угодно, любой день, любой файл</translation>
    </message>
    <message>
        <source>For example: Ada and Grace 2026-05-01, Falcons, #7, IMG_0042. Or drop a picture here.</source>
        <translation>Например: Ada and Grace 2026-05-01, Falcons, #7, IMG_0042. Или перетащите сюда изображение.</translation>
    </message>
    <message>
        <source>player: {text}</source>
        <translation>игрок: {text}</translation>
    </message>
    <message>
        <source>team: {text}</source>
        <translation>команда: {text}</translation>
    </message>
    <message>
        <source>day: {text}</source>
        <translation>день: {text}</translation>
    </message>
    <message>
        <source>file name with: {text}</source>
        <translation>в имени файла: {text}</translation>
    </message>
</context>
<context>
    <name>SeasonsModel</name>
    <message>
        <source>Season</source>
        <translation>Сезон</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Rate</source>
        <translation>Оценить</translation>
    </message>
    <message>
        <source>Copy names</source>
        <translation>Скопировать имена</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Снять выделение</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>Размер миниатюр</translation>
    </message>
    <message>
        <source>Photos: {shown} of {all}</source>
        <translation>Фото: {shown} из {all}</translation>
    </message>
    <message>
        <source>Photos: {all}</source>
        <translation>Фото: {all}</translation>
    </message>
    <message>
        <source>Selected: {selected} of {shown}</source>
        <translation>Выделено: {selected} из {shown}</translation>
    </message>
    <message>
        <source>Faces in this gallery:</source>
        <translation>Лица в этой галерее:</translation>
    </message>
    <message>
        <source>{act}.  Undo: {key}</source>
        <translation>{act}.  Отменить: {key}</translation>
    </message>
    <message>
        <source>Taken back: {act}</source>
        <translation>Отменено: {act}</translation>
    </message>
</context>
<context>
    <name>ServerDialog</name>
    <message>
        <source>Address of the server</source>
        <translation>Адрес сервера</translation>
    </message>
    <message>
        <source>The administrator&apos;s password</source>
        <translation>Пароль администратора</translation>
    </message>
    <message>
        <source>The administrator may make roles there. Their password is not kept.</source>
        <translation>Администратор может создавать на сервере роли. Его пароль не сохраняется.</translation>
    </message>
</context>
<context>
    <name>SessionsModel</name>
    <message>
        <source>Active</source>
        <translation>Действует</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Players</source>
        <translation>Игроки</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Tags from</source>
        <translation>Метки от</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Точность</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Полнота</translation>
    </message>
    <message>
        <source>● active</source>
        <translation>● действует</translation>
    </message>
    <message>
        <source>{step}: {done} of {total}</source>
        <translation>{step}: {done} из {total}</translation>
    </message>
</context>
<context>
    <name>SessionsPanel</name>
    <message>
        <source>Training sessions</source>
        <translation>История обучения</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <source>Select two sessions to compare them (Ctrl and click).</source>
        <translation>Чтобы сравнить, выделите два обучения (Ctrl и щелчок).</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Make active</source>
        <translation>Применить</translation>
    </message>
    <message>
        <source>SESSIONS</source>
        <translation>ИСТОРИЯ ОБУЧЕНИЯ</translation>
    </message>
    <message>
        <source>Bring back the session of {when}</source>
        <translation>Вернуть обучение от {when}</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Text with fields in braces</source>
        <translation>Текст с полями в фигурных скобках</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Библиотека</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Файлы</translation>
    </message>
    <message>
        <source>Appearance and language</source>
        <translation>Вид и язык</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Учётная запись</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Upkeep</source>
        <translation>Обслуживание</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Конфиденциальность</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>The sample tournament</source>
        <translation>Пример турнира</translation>
    </message>
    <message>
        <source>120 photos of people who don&apos;t exist, with their names found, in a minute or two. Two players are not on its roster, on purpose: they stay unknown until you name them. It gets a library of its own; yours is one click away, under the library&apos;s name.</source>
        <translation>120 снимков людей, которых не существует, с найденными именами – за минуту-две. Двух игроков намеренно нет в составе: они неизвестны, пока вы их не назовёте. У примера своя библиотека; до вашей – один щелчок по названию библиотеки.</translation>
    </message>
    <message>
        <source>My own photos</source>
        <translation>Мои снимки</translation>
    </message>
    <message>
        <source>Choose a folder; Playertag finds the faces in it.</source>
        <translation>Выберите папку, и Playertag найдёт в ней лица.</translation>
    </message>
    <message>
        <source>A roster</source>
        <translation>Состав</translation>
    </message>
    <message>
        <source>Begin with the players: from a CSV file, or typed in.</source>
        <translation>Начать с игроков: из файла CSV или вручную.</translation>
    </message>
    <message>
        <source>A team that I was invited into</source>
        <translation>Команда, в которую меня пригласили</translation>
    </message>
    <message>
        <source>Paste the invitation; the others&apos; photos, faces and answers come by themselves.</source>
        <translation>Вставьте приглашение; снимки, лица и ответы остальных придут сами.</translation>
    </message>
    <message>
        <source>An empty library</source>
        <translation>Пустая библиотека</translation>
    </message>
    <message>
        <source>Look around first.</source>
        <translation>Сначала осмотреться.</translation>
    </message>
</context>
<context>
    <name>StationsDialog</name>
    <message>
        <source>Stations</source>
        <translation>Станции</translation>
    </message>
    <message>
        <source>Several computers of the team can process one gallery, each photo once. Originals go through the team&apos;s store; those that this computer takes are kept in the library&apos;s cache.</source>
        <translation>Одну галерею могут обрабатывать несколько компьютеров команды, каждую фотографию — один раз. Оригиналы идут через хранилище команды; те, что берёт этот компьютер, хранятся в кэше библиотеки.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Запрос к серверу…</translation>
    </message>
    <message>
        <source>⚠  Some photos were given up: computers ended again and again while they worked on them. Share their folder again where it is, and that computer imports them.</source>
        <translation>⚠  Некоторые фотографии оставлены: компьютеры раз за разом прерывали работу на них. Раздайте их папку ещё раз там, где она лежит, и тот компьютер их импортирует.</translation>
    </message>
    <message>
        <source>Photos that are done</source>
        <translation>Готовые фотографии</translation>
    </message>
    <message>
        <source>No photos are handed out</source>
        <translation>Фотографии не розданы</translation>
    </message>
    <message>
        <source>“Share a folder…” hands its photos out to the computers of all who work on shared galleries, this one among them.</source>
        <translation>«Раздать папку…» раздаёт её фотографии компьютерам всех, кто работает над общими галереями, в том числе этому.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Files that failed</source>
        <translation>Файлы с ошибками</translation>
    </message>
    <message>
        <source>Share a folder…</source>
        <translation>Раздать папку…</translation>
    </message>
    <message>
        <source>Work on shared galleries</source>
        <translation>Обрабатывать розданные галереи</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Photos handed out: {photos}, done: {done}, failed: {failed}, to do: {left}</source>
        <translation>Роздано фотографий: {photos}, готово: {done}, с ошибками: {failed}, осталось: {left}</translation>
    </message>
    <message>
        <source>At work: {names}</source>
        <translation>Работают: {names}</translation>
    </message>
    <message>
        <source>Nobody is at work.</source>
        <translation>Никто не работает.</translation>
    </message>
    <message>
        <source>Share with the stations</source>
        <translation>Раздать станциям</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Раздать</translation>
    </message>
</context>
<context>
    <name>StatisticsView</name>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Игрок</translation>
    </message>
    <message>
        <source>Named faces</source>
        <translation>Лица с именем</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Снимки</translation>
    </message>
    <message>
        <source>Named</source>
        <translation>С именем</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Галерея</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>День</translation>
    </message>
    <message>
        <source>Nothing to count yet</source>
        <translation>Считать пока нечего</translation>
    </message>
    <message>
        <source>Faces by state</source>
        <translation>Лица по состоянию</translation>
    </message>
    <message>
        <source>Named faces by player</source>
        <translation>Лица с именем по игрокам</translation>
    </message>
    <message>
        <source>Faces by gallery, those with a name first</source>
        <translation>Лица по галереям, сначала с именем</translation>
    </message>
    <message>
        <source>Faces by day, those with a name first</source>
        <translation>Лица по дням, сначала с именем</translation>
    </message>
    <message>
        <source>photos</source>
        <translation>снимки</translation>
    </message>
    <message>
        <source>faces</source>
        <translation>лица</translation>
    </message>
    <message>
        <source>of them named</source>
        <translation>из них с именем</translation>
    </message>
    <message>
        <source>players</source>
        <translation>игроки</translation>
    </message>
    <message>
        <source>faces reviewed an hour</source>
        <translation>проверка лиц в час</translation>
    </message>
    <message>
        <source>files that failed</source>
        <translation>файлы с ошибками</translation>
    </message>
    <message>
        <source>As tables</source>
        <translation>Таблицами</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Статистика</translation>
    </message>
    <message>
        <source>BY STATE</source>
        <translation>ПО СОСТОЯНИЮ</translation>
    </message>
    <message>
        <source>BY PLAYER</source>
        <translation>ПО ИГРОКАМ</translation>
    </message>
    <message>
        <source>BY GALLERY</source>
        <translation>ПО ГАЛЕРЕЯМ</translation>
    </message>
    <message>
        <source>BY DAY</source>
        <translation>ПО ДНЯМ</translation>
    </message>
    <message>
        <source>Model pack {pack}</source>
        <translation>Набор моделей {pack}</translation>
    </message>
    <message>
        <source>nothing trained yet</source>
        <translation>обучения ещё не было</translation>
    </message>
    <message>
        <source>trained {when}</source>
        <translation>обучение от {when}</translation>
    </message>
</context>
<context>
    <name>StoreDialog</name>
    <message>
        <source>Pictures of the team</source>
        <translation>Изображения команды</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Использовать</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Your access key</source>
        <translation>Ваш ключ доступа</translation>
    </message>
    <message>
        <source>Its secret</source>
        <translation>Секрет ключа</translation>
    </message>
    <message>
        <source>The team has no store of pictures. An owner can give it one.</source>
        <translation>У команды нет хранилища изображений. Его может указать владелец.</translation>
    </message>
    <message>
        <source>An owner chose it. Whoever looks after it gives you a key of your own.</source>
        <translation>Его указал владелец. Тот, кто за ним следит, выдаст вам собственный ключ.</translation>
    </message>
    <message>
        <source>A bucket of S3 or of anything like it (https://host/bucket, s3://bucket), or a folder that all reach (file:///folder). Empty: pictures are not shared. The key is kept in this computer&apos;s keyring, never in the library; every member needs one of their own.</source>
        <translation>Бакет S3 или подобного хранилища (https://узел/бакет, s3://бакет) либо папка, доступная всем (file:///папка). Пусто: изображения не передаются. Ключ хранится в связке ключей этого компьютера, но не в библиотеке; каждому участнику нужен свой.</translation>
    </message>
    <message>
        <source>You have the key {key} here until Playertag ends. Another one takes its place.</source>
        <translation>Ваш ключ {key} действует здесь, пока Playertag не закрыт. Новый займёт его место.</translation>
    </message>
    <message>
        <source>✓  Your key {key} is kept on this computer. Another one takes its place.</source>
        <translation>✓  Ваш ключ {key} хранится на этом компьютере. Новый займёт его место.</translation>
    </message>
</context>
<context>
    <name>TableImportDialog</name>
    <message>
        <source>Import {file}</source>
        <translation>Импорт: {file}</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <translation>Строки файла</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Чтение файла…</translation>
    </message>
    <message>
        <source>Sheet of the workbook</source>
        <translation>Лист книги</translation>
    </message>
    <message>
        <source>Leave out the lines that can&apos;t be taken</source>
        <translation>Пропустить негодные строки</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Импортировать</translation>
    </message>
    <message>
        <source>Encoding of the letters</source>
        <translation>Кодировка букв</translation>
    </message>
    <message>
        <source>Encoding: detected</source>
        <translation>Кодировка: определена</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>The file does not say which letters it uses; these are probably {encoding}. Look at the names, and choose another encoding if they are wrong.</source>
        <translation>В файле не указана кодировка; скорее всего это {encoding}. Взгляните на имена и, если они неверны, выберите другую.</translation>
    </message>
    <message>
        <source>What the column {column} is</source>
        <translation>Что в столбце {column}</translation>
    </message>
    <message>
        <source>New: {new}. Changed: {changed}. As they are: {same}. Refused: {refused}.</source>
        <translation>Новых: {new}. Изменено: {changed}. Без изменений: {same}. Отклонено: {refused}.</translation>
    </message>
    <message>
        <source>Choose in the menus what the columns are.</source>
        <translation>Выберите в списках, что в каких столбцах.</translation>
    </message>
    <message>
        <source>Mend the file, or leave these lines out.</source>
        <translation>Исправьте файл или пропустите эти строки.</translation>
    </message>
    <message>
        <source>Import lines: {n}</source>
        <translation>Импортировать строк: {n}</translation>
    </message>
</context>
<context>
    <name>TableRowsModel</name>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Что будет</translation>
    </message>
</context>
<context>
    <name>TakeBackDialog</name>
    <message>
        <source>What was written into files</source>
        <translation>Что записано в файлы</translation>
    </message>
    <message>
        <source>The files become what they were before. Those that were written to since stay.</source>
        <translation>Файлы станут такими, как были прежде. Те, в которые с тех пор что-то записали, останутся как есть.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Файлов</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Отменить запись</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Nothing was written that can be taken back.</source>
        <translation>Ничего не записано, что можно было бы отменить.</translation>
    </message>
</context>
<context>
    <name>TeamBox</name>
    <message>
        <source>Join a team…</source>
        <translation>Вступить в команду…</translation>
    </message>
    <message>
        <source>Make a team…</source>
        <translation>Создать команду…</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Синхронизировать</translation>
    </message>
    <message>
        <source>Members…</source>
        <translation>Участники…</translation>
    </message>
    <message>
        <source>Pictures…</source>
        <translation>Изображения…</translation>
    </message>
    <message>
        <source>Stations…</source>
        <translation>Станции…</translation>
    </message>
    <message>
        <source>Leave the team…</source>
        <translation>Выйти из команды…</translation>
    </message>
    <message>
        <source>Bring the server up to date…</source>
        <translation>Обновить сервер…</translation>
    </message>
    <message>
        <source>Paste a new invitation…</source>
        <translation>Вставить новое приглашение…</translation>
    </message>
    <message>
        <source>Another computer…</source>
        <translation>Другой компьютер…</translation>
    </message>
    <message>
        <source>Index the server&apos;s faces</source>
        <translation>Проиндексировать лица на сервере</translation>
    </message>
    <message>
        <source>This computer has no keyring: your password is forgotten when the window is closed. Keep it yourself; PLAYERTAG_TEAM_PASSWORD in the environment can hold it.</source>
        <translation>На этом компьютере нет хранилища паролей: когда окно закроется, пароль будет забыт. Сохраните его сами; его можно задать в переменной окружения PLAYERTAG_TEAM_PASSWORD.</translation>
    </message>
    <message>
        <source>Copy the password</source>
        <translation>Скопировать пароль</translation>
    </message>
    <message>
        <source>A team here is the people who work on one tournament together, not a side that plays: others see your answers and you see theirs. Photos themselves stay on this computer, unless you share them.</source>
        <translation>Команда здесь — это люди, которые вместе работают над одним турниром, а не играющая сторона: другие видят ваши ответы, а вы — их. Сами снимки остаются на этом компьютере, если вы ими не делитесь.</translation>
    </message>
    <message>
        <source>In the team {name} on {server}, as {login}.</source>
        <translation>В команде {name} на {server}, как {login}.</translation>
    </message>
    <message>
        <source>Crops and previews are shared in {address}, to which you have the key {key}.</source>
        <translation>Вырезки лиц и уменьшенные снимки передаются через {address}, ваш ключ: {key}.</translation>
    </message>
    <message>
        <source>Crops and previews are shared in {address}. This computer has no key of yours to it: give one in “Pictures…”.</source>
        <translation>Вырезки лиц и уменьшенные снимки передаются через {address}. На этом компьютере нет вашего ключа: введите его в «Изображения…».</translation>
    </message>
    <message>
        <source>Your role: {role} – {may}.</source>
        <translation>Ваша роль: {role} — {may}.</translation>
    </message>
    <message>
        <source>✓  Verified: you are signed in with Google as this member.</source>
        <translation>✓  Подтверждено: вы вошли через Google как этот участник.</translation>
    </message>
    <message>
        <source>By this member&apos;s password alone. Signing in with Google, above, proves more.</source>
        <translation>Только по паролю этого участника. Вход через Google (выше) доказывает больше.</translation>
    </message>
    <message>
        <source>You are in the team.</source>
        <translation>Вы в команде.</translation>
    </message>
    <message>
        <source>The team is made: Members… invites the others.</source>
        <translation>Команда создана: остальных приглашают в «Участники…».</translation>
    </message>
    <message>
        <source>Everything in this library stays, and everything that was sent stays with the others. What is done here from then on they do not see. To come back you need an invitation: one of your own, which “Another computer…” makes as long as you are in, or a new one of an owner&apos;s.</source>
        <translation>Всё в этой библиотеке останется, и всё отправленное останется у других. Того, что будет сделано здесь потом, они не увидят. Чтобы вернуться, нужно приглашение: своё, которое даёт «Другой компьютер…», пока вы в команде, или новое от владельца.</translation>
    </message>
    <message>
        <source>⚠  You are an owner: if you are the only one, nobody can invite or dismiss anybody after that. Keep an invitation of your own, or make somebody else an owner first.</source>
        <translation>⚠  Вы владелец: если единственный, то после этого никто не сможет ни пригласить, ни исключить. Сохраните своё приглашение или сначала сделайте владельцем кого-то ещё.</translation>
    </message>
    <message>
        <source>Waiting to be sent: {n}</source>
        <translation>Ждёт отправки: {n}</translation>
    </message>
    <message>
        <source>Crops and previews are shared in {address}.</source>
        <translation>Вырезки лиц и уменьшенные снимки передаются через {address}.</translation>
    </message>
    <message>
        <source>Pictures are not shared: others see answers and no faces.</source>
        <translation>Изображения не передаются: другие видят ответы, но не лица.</translation>
    </message>
    <message>
        <source>Conflicts: {n}</source>
        <translation>Разногласия: {n}</translation>
    </message>
    <message>
        <source>Last synced: {time}</source>
        <translation>Последняя синхронизация: {time}</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>Синхронизации ещё не было</translation>
    </message>
    <message>
        <source>⚠  You are signed in as {email}: nothing is synced, and nothing can be answered, until you sign out, above.</source>
        <translation>⚠  Вы вошли как {email}: пока вы не выйдете (выше), ничего не синхронизируется и отвечать нельзя.</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>Синхронизация…</translation>
    </message>
    <message>
        <source>Stopped; what was synced until then is kept.</source>
        <translation>Остановлено; что успело синхронизироваться, сохранено.</translation>
    </message>
    <message>
        <source>✓  The server is up to date.</source>
        <translation>✓  Сервер обновлён.</translation>
    </message>
    <message>
        <source>⚠  Not sent yet, and not seen by the others if you leave now: {n}.</source>
        <translation>⚠  Ещё не отправлено и не дойдёт до остальных, если выйти сейчас: {n}.</translation>
    </message>
    <message>
        <source>Leave the team {name}?</source>
        <translation>Выйти из команды {name}?</translation>
    </message>
    <message>
        <source>Leave {name}</source>
        <translation>Выйти из команды {name}</translation>
    </message>
    <message>
        <source>This library is in no team any more; everything in it has stayed.</source>
        <translation>Эта библиотека больше не в команде; всё в ней осталось.</translation>
    </message>
</context>
<context>
    <name>TeamLine</name>
    <message>
        <source>⚠ Conflicts: {n}</source>
        <translation>⚠ Разногласия: {n}</translation>
    </message>
    <message>
        <source>! {team}: {why}</source>
        <translation>! {team}: {why}</translation>
    </message>
    <message>
        <source>◐ {team}: pictures wait: {why}</source>
        <translation>◐ {team}: изображения ждут: {why}</translation>
    </message>
    <message>
        <source>● {team}: up to date</source>
        <translation>● {team}: всё получено и отправлено</translation>
    </message>
    <message>
        <source>↻ {team}: syncing</source>
        <translation>↻ {team}: синхронизация</translation>
    </message>
    <message>
        <source>○ {team}: offline, tried again in {n} s</source>
        <translation>○ {team}: нет связи, новая попытка через {n} с</translation>
    </message>
    <message>
        <source>○ {team}: the library can&apos;t be written to, tried again in {n} s</source>
        <translation>○ {team}: запись в библиотеку невозможна, новая попытка через {n} с</translation>
    </message>
    <message>
        <source>○ {team}: synced when you ask</source>
        <translation>○ {team}: синхронизация по запросу</translation>
    </message>
    <message>
        <source>not synced any more, by a fault of Playertag</source>
        <translation>синхронизация остановлена из-за ошибки Playertag</translation>
    </message>
    <message>
        <source>Waiting to be sent: {n}</source>
        <translation>Ждёт отправки: {n}</translation>
    </message>
</context>
<context>
    <name>TightnessBar</name>
    <message>
        <source>How tight the group is</source>
        <translation>Строгость группы</translation>
    </message>
    <message>
        <source>Left: more faces join. Right: the group falls into parts.</source>
        <translation>Влево: присоединяется больше лиц. Вправо: группа распадается на части.</translation>
    </message>
    <message>
        <source>Looser</source>
        <translation>Свободнее</translation>
    </message>
    <message>
        <source>Tighter</source>
        <translation>Строже</translation>
    </message>
</context>
<context>
    <name>TimeDialog</name>
    <message>
        <source>Photos taken from … until …</source>
        <translation>Снимки с … до …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>The end is before the start.</source>
        <translation>Конец раньше начала.</translation>
    </message>
</context>
<context>
    <name>ToolLine</name>
    <message>
        <source>⚠  No ExifTool: names in files can&apos;t be read or written</source>
        <translation>⚠  Нет ExifTool: имена в файлах недоступны</translation>
    </message>
</context>
<context>
    <name>TrainingView</name>
    <message>
        <source>Precision of automatic tags</source>
        <translation>Точность автоматических меток</translation>
    </message>
    <message>
        <source>Of 100 automatic tags, at least so many shall be right.</source>
        <translation>Из 100 автоматических меток не меньше стольких должны быть верны.</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Обучить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Tags shall be right in</source>
        <translation>Доля верных меток</translation>
    </message>
    <message>
        <source>Readiness of the players</source>
        <translation>Готовность игроков</translation>
    </message>
    <message>
        <source>WHO IS READY</source>
        <translation>КТО ГОТОВ</translation>
    </message>
    <message>
        <source>Easily confused</source>
        <translation>Легко спутать</translation>
    </message>
    <message>
        <source>Nobody is easily confused.</source>
        <translation>Легко спутать некого.</translation>
    </message>
    <message>
        <source>Tagging from {threshold}: of 100 tags {least} to {most} will be wrong. Of 100 faces as clear as the confirmed ones {tagged} are tagged (measured on {trials}).</source>
        <translation>Метки от {threshold}: из 100 меток неверны будут от {least} до {most}. Из 100 лиц, таких же ясных, как подтверждённые, метку получат {tagged} (измерено на {trials}).</translation>
    </message>
    <message>
        <source>Tag from this probability</source>
        <translation>Ставить метку от этой вероятности</translation>
    </message>
    <message>
        <source>WHAT TO EXPECT</source>
        <translation>ЧЕГО ЖДАТЬ</translation>
    </message>
    <message>
        <source>EASILY CONFUSED</source>
        <translation>ЛЕГКО СПУТАТЬ</translation>
    </message>
    <message>
        <source>Players with faces to train on: {ready} of {all}, with few of them: {few}.</source>
        <translation>Игроков с лицами для обучения: {ready} из {all}, у кого их мало: {few}.</translation>
    </message>
    <message>
        <source>Confirm some faces or enrol players first: there is nothing to train on.</source>
        <translation>Сначала подтвердите лица или добавьте эталоны: обучать пока не на чем.</translation>
    </message>
    <message>
        <source>Training…</source>
        <translation>Идёт обучение…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Остановка…</translation>
    </message>
    <message>
        <source>Not known before a training</source>
        <translation>До обучения неизвестно</translation>
    </message>
    <message>
        <source>Too few faces to foretell how good the tags will be.</source>
        <translation>Лиц слишком мало, чтобы предсказать качество меток.</translation>
    </message>
    <message>
        <source>Tagging from {threshold}: of 100 faces as clear as the confirmed ones {tagged} are tagged (measured on {trials}). Train again to learn how many tags will be wrong.</source>
        <translation>Метки от {threshold}: из 100 лиц, таких же ясных, как подтверждённые, метку получат {tagged} (измерено на {trials}). Обучите заново, чтобы узнать, сколько меток будет неверно.</translation>
    </message>
    <message>
        <source>This is the session&apos;s own setting.</source>
        <translation>Это собственный порог обучения.</translation>
    </message>
    <message>
        <source>Recognise {gallery} with this setting</source>
        <translation>Опознать с этим порогом: {gallery}</translation>
    </message>
    <message>
        <source>Make this session active first.</source>
        <translation>Сначала примените это обучение.</translation>
    </message>
</context>
<context>
    <name>UpgradeDialog</name>
    <message>
        <source>Bring the server up to date</source>
        <translation>Обновить сервер</translation>
    </message>
    <message>
        <source>Bring up to date</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Needed once after an update of Playertag, by whoever looks after the server. Their password is not kept.</source>
        <translation>Нужно один раз после обновления Playertag тому, кто отвечает за сервер. Его пароль не сохраняется.</translation>
    </message>
</context>
<context>
    <name>UpkeepBox</name>
    <message>
        <source>Not checked since the window opened.</source>
        <translation>С открытия окна не проверялась.</translation>
    </message>
    <message>
        <source>Make missing descriptors</source>
        <translation>Создать недостающие дескрипторы</translation>
    </message>
    <message>
        <source>Rebuild the search index</source>
        <translation>Перестроить поисковый индекс</translation>
    </message>
    <message>
        <source>Check the database</source>
        <translation>Проверить базу данных</translation>
    </message>
    <message>
        <source>What there is now is kept, so that it can be taken back.</source>
        <translation>То, что есть сейчас, сохраняется, и это можно отменить.</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Сделать копию сейчас</translation>
    </message>
    <message>
        <source>Go back to a backup…</source>
        <translation>Вернуться к копии…</translation>
    </message>
    <message>
        <source>Faces with a descriptor of the model pack in use: {embedded} of {faces}.</source>
        <translation>Лиц с дескриптором выбранного набора моделей: {embedded} из {faces}.</translation>
    </message>
    <message>
        <source>Search index: {words}.</source>
        <translation>Поисковый индекс: {words}.</translation>
    </message>
    <message>
        <source>There is no backup yet. One is made when the window is closed.</source>
        <translation>Резервной копии ещё нет. Она делается, когда окно закрывают.</translation>
    </message>
    <message>
        <source>Backups: {n}. The last one is of {when}.</source>
        <translation>Резервных копий: {n}. Последняя: {when}.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Проверка…</translation>
    </message>
    <message>
        <source>✓  The database is {words}.</source>
        <translation>✓  База данных: {words}.</translation>
    </message>
    <message>
        <source>Making a backup…</source>
        <translation>Делается резервная копия…</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>Playertag – a new library</source>
        <translation>Playertag – новая библиотека</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Остановка…</translation>
    </message>
    <message>
        <source>Where should your library be?</source>
        <translation>Где будет ваша библиотека?</translation>
    </message>
    <message>
        <source>Which models should find the faces?</source>
        <translation>Какими моделями искать лица?</translation>
    </message>
    <message>
        <source>What would you like to start with?</source>
        <translation>С чего начать?</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Библиотека</translation>
    </message>
    <message>
        <source>Model pack</source>
        <translation>Набор моделей</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>Install the model pack</source>
        <translation>Установка набора моделей</translation>
    </message>
    <message>
        <source>Make the library</source>
        <translation>Создание библиотеки</translation>
    </message>
    <message>
        <source>{step}: {done} of {total}</source>
        <translation>{step}: {done} из {total}</translation>
    </message>
    <message>
        <source>Stopped. Nothing was left half made.</source>
        <translation>Остановлено. Ничего недоделанного не осталось.</translation>
    </message>
    <message>
        <source>Look at the folder</source>
        <translation>Просмотр папки</translation>
    </message>
    <message>
        <source>Look for model packs</source>
        <translation>Поиск наборов моделей</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Установить</translation>
    </message>
</context>
<context>
    <name>answers</name>
    <message>
        <source>{who}: {what}  ({when})</source>
        <translation>{who}: {what}  ({when})</translation>
    </message>
    <message>
        <source>on another face of the photo too</source>
        <translation>и ещё на другом лице этого снимка</translation>
    </message>
    <message>
        <source>somebody who is gone</source>
        <translation>кто-то, кого больше нет</translation>
    </message>
    <message>
        <source>it is {player}</source>
        <translation>это {player}</translation>
    </message>
    <message>
        <source>it is not {player}</source>
        <translation>это не {player}</translation>
    </message>
    <message>
        <source>to be ignored</source>
        <translation>не учитывать</translation>
    </message>
    <message>
        <source>not a face</source>
        <translation>не лицо</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>не уверен</translation>
    </message>
    <message>
        <source>drew the face</source>
        <translation>лицо обведено вручную</translation>
    </message>
</context>
<context>
    <name>edits</name>
    <message>
        <source>{rating}, photos: {count}</source>
        <translation>{rating}, фото: {count}</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Отклонить</translation>
    </message>
    <message>
        <source>No stars</source>
        <translation>Без звёзд</translation>
    </message>
    <message>
        <source>Add the match {name}</source>
        <translation>добавление матча {name}</translation>
    </message>
    <message>
        <source>Change the match {name}</source>
        <translation>изменение матча {name}</translation>
    </message>
    <message>
        <source>Delete the match {name}</source>
        <translation>удаление матча {name}</translation>
    </message>
    <message>
        <source>Import the schedule {name}</source>
        <translation>Импорт расписания {name}</translation>
    </message>
    <message>
        <source>Put into {match}, photos: {n}</source>
        <translation>Отнести к матчу {match}, снимков: {n}</translation>
    </message>
    <message>
        <source>Match by time and camera, photos: {n}</source>
        <translation>Матч по времени и камере, снимков: {n}</translation>
    </message>
    <message>
        <source>Clock and court of {camera}</source>
        <translation>Часы и площадка: {camera}</translation>
    </message>
    <message>
        <source>Set the clock of {camera}</source>
        <translation>Поправить часы: {camera}</translation>
    </message>
    <message>
        <source>Save the filter {name}</source>
        <translation>сохранение фильтра {name}</translation>
    </message>
    <message>
        <source>Delete the filter {name}</source>
        <translation>удаление фильтра {name}</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Go to Galleries</source>
        <translation>Перейти в галереи</translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation>Перейти к проверке</translation>
    </message>
    <message>
        <source>Go to Players</source>
        <translation>Перейти к игрокам</translation>
    </message>
    <message>
        <source>Go to Training</source>
        <translation>Перейти к обучению</translation>
    </message>
    <message>
        <source>Go to Search</source>
        <translation>Перейти к поиску</translation>
    </message>
    <message>
        <source>Go to Statistics</source>
        <translation>Перейти к статистике</translation>
    </message>
    <message>
        <source>Go to Settings</source>
        <translation>Перейти к настройкам</translation>
    </message>
    <message>
        <source>Other libraries</source>
        <translation>Другие библиотеки</translation>
    </message>
    <message>
        <source>Show the activity</source>
        <translation>Показать задачи</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Show the keys</source>
        <translation>Показать клавиши</translation>
    </message>
    <message>
        <source>Look at a photo</source>
        <translation>Посмотреть снимок</translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation>Открыть снимок</translation>
    </message>
    <message>
        <source>Give so many stars</source>
        <translation>Поставить столько звёзд</translation>
    </message>
    <message>
        <source>Take the stars away</source>
        <translation>Убрать звёзды</translation>
    </message>
    <message>
        <source>Reject the photo</source>
        <translation>Отклонить снимок</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Снять выделение</translation>
    </message>
    <message>
        <source>Copy the paths</source>
        <translation>Скопировать пути</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Put into a match</source>
        <translation>Отнести к матчу</translation>
    </message>
    <message>
        <source>Set the clock of its camera</source>
        <translation>Поправить часы камеры</translation>
    </message>
    <message>
        <source>Import photos</source>
        <translation>Импорт снимков</translation>
    </message>
    <message>
        <source>Recognise players</source>
        <translation>Опознать игроков</translation>
    </message>
    <message>
        <source>Find unknown people</source>
        <translation>Найти неизвестных</translation>
    </message>
    <message>
        <source>Copy a card</source>
        <translation>Скопировать карту</translation>
    </message>
    <message>
        <source>Watch a hot folder, or stop</source>
        <translation>Следить за папкой или перестать</translation>
    </message>
    <message>
        <source>Export the names as CSV</source>
        <translation>Сохранить имена в CSV</translation>
    </message>
    <message>
        <source>Look for a file name</source>
        <translation>Найти имя файла</translation>
    </message>
    <message>
        <source>Show every photo</source>
        <translation>Показать все снимки</translation>
    </message>
    <message>
        <source>Larger pictures</source>
        <translation>Миниатюры крупнее</translation>
    </message>
    <message>
        <source>Smaller pictures</source>
        <translation>Миниатюры мельче</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Следующий снимок</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Предыдущий снимок</translation>
    </message>
    <message>
        <source>Back to the gallery</source>
        <translation>Назад в галерею</translation>
    </message>
    <message>
        <source>Type a name</source>
        <translation>Ввести имя</translation>
    </message>
    <message>
        <source>Confirm the name</source>
        <translation>Подтвердить имя</translation>
    </message>
    <message>
        <source>It is not them, or no face</source>
        <translation>Это не тот игрок или не лицо</translation>
    </message>
    <message>
        <source>First photo</source>
        <translation>Первый снимок</translation>
    </message>
    <message>
        <source>Last photo</source>
        <translation>Последний снимок</translation>
    </message>
    <message>
        <source>Next photo of the burst</source>
        <translation>Следующий снимок серии</translation>
    </message>
    <message>
        <source>Previous photo of the burst</source>
        <translation>Предыдущий снимок серии</translation>
    </message>
    <message>
        <source>Keep the zoom from photo to photo</source>
        <translation>Сохранять масштаб между снимками</translation>
    </message>
    <message>
        <source>Show what would be written into the file</source>
        <translation>Показать, что было бы записано в файл</translation>
    </message>
    <message>
        <source>Draw a face</source>
        <translation>Обвести лицо</translation>
    </message>
    <message>
        <source>Show other boxes</source>
        <translation>Сменить вид рамок</translation>
    </message>
    <message>
        <source>Import the roster</source>
        <translation>Импорт состава</translation>
    </message>
    <message>
        <source>Enrol players from a folder</source>
        <translation>Эталоны игроков из папки</translation>
    </message>
    <message>
        <source>Take a side</source>
        <translation>Согласиться с одной из сторон</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Стрелки</translation>
    </message>
    <message>
        <source>Go to another picture</source>
        <translation>Перейти к другому снимку</translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation>Shift+стрелки</translation>
    </message>
    <message>
        <source>Select on the way</source>
        <translation>Выделять по пути</translation>
    </message>
    <message>
        <source>Ctrl+arrows</source>
        <translation>Ctrl+стрелки</translation>
    </message>
    <message>
        <source>Go without selecting</source>
        <translation>Перейти, не выделяя</translation>
    </message>
    <message>
        <source>Ctrl+Space</source>
        <translation>Ctrl+Пробел</translation>
    </message>
    <message>
        <source>Add to the selection, or take out</source>
        <translation>Добавить к выделению или убрать из него</translation>
    </message>
    <message>
        <source>Zoomed: move the photo</source>
        <translation>При увеличении: двигать снимок</translation>
    </message>
    <message>
        <source>Drawing a face: move the box</source>
        <translation>При обводке лица: двигать рамку</translation>
    </message>
    <message>
        <source>Drawing: change its size</source>
        <translation>При обводке: менять размер рамки</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Drawing: take the box</source>
        <translation>При обводке: принять рамку</translation>
    </message>
    <message>
        <source>Copy the names</source>
        <translation>Скопировать имена</translation>
    </message>
    <message>
        <source>Not sure: put aside</source>
        <translation>Не уверен: отложить</translation>
    </message>
    <message>
        <source>Confirm as the likeliest player</source>
        <translation>Подтвердить самого вероятного</translation>
    </message>
    <message>
        <source>Ignore all others in this photo</source>
        <translation>Пропустить всех прочих на снимке</translation>
    </message>
    <message>
        <source>New group of the selected faces</source>
        <translation>Новая группа из выделенных лиц</translation>
    </message>
    <message>
        <source>Merge the group with another one</source>
        <translation>Объединить группу с другой</translation>
    </message>
    <message>
        <source>Loosen the group</source>
        <translation>Сделать группу свободнее</translation>
    </message>
    <message>
        <source>Tighten the group</source>
        <translation>Сделать группу строже</translation>
    </message>
    <message>
        <source>Compare with the confirmed faces</source>
        <translation>Сравнить с подтверждёнными лицами</translation>
    </message>
    <message>
        <source>Faces put aside, and back</source>
        <translation>Отложенные лица и обратно</translation>
    </message>
    <message>
        <source>Larger faces</source>
        <translation>Лица крупнее</translation>
    </message>
    <message>
        <source>Smaller faces</source>
        <translation>Лица мельче</translation>
    </message>
    <message>
        <source>Select nothing, or go back</source>
        <translation>Снять выделение или назад</translation>
    </message>
    <message>
        <source>Add a player</source>
        <translation>Добавить игрока</translation>
    </message>
    <message>
        <source>Merge two players</source>
        <translation>Объединить двух игроков</translation>
    </message>
    <message>
        <source>Add reference photos</source>
        <translation>Добавить эталоны</translation>
    </message>
    <message>
        <source>It is not them</source>
        <translation>Это не тот игрок</translation>
    </message>
    <message>
        <source>Show their photos</source>
        <translation>Показать снимки игрока</translation>
    </message>
    <message>
        <source>Ignore the face</source>
        <translation>Пропустить лицо</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Не лицо</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Увеличить</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Уменьшить</translation>
    </message>
    <message>
        <source>Show the whole photo</source>
        <translation>Показать весь снимок</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Отклонить</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Пропустить</translation>
    </message>
    <message>
        <source>Whole photo</source>
        <translation>Весь снимок</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Выделить всё</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Следующий вопрос</translation>
    </message>
    <message>
        <source>Previous question</source>
        <translation>Предыдущий вопрос</translation>
    </message>
    <message>
        <source>Choose a candidate</source>
        <translation>Выбрать кандидата</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Edit the player</source>
        <translation>Изменить игрока</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Везде</translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation>Галереи</translation>
    </message>
    <message>
        <source>One photo</source>
        <translation>Один снимок</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Players</source>
        <translation>Игроки</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Разногласия</translation>
    </message>
</context>
<context>
    <name>operations</name>
    <message>
        <source>List the galleries</source>
        <translation>Список галерей</translation>
    </message>
    <message>
        <source>List the photos</source>
        <translation>Список снимков</translation>
    </message>
    <message>
        <source>Look at what to filter by</source>
        <translation>Сбор условий фильтра</translation>
    </message>
    <message>
        <source>List the matches</source>
        <translation>Список матчей</translation>
    </message>
    <message>
        <source>Look who is expected</source>
        <translation>Просмотр, кто ожидается</translation>
    </message>
    <message>
        <source>List the cameras</source>
        <translation>Список камер</translation>
    </message>
    <message>
        <source>Look at the schedule {name}</source>
        <translation>Просмотр расписания {name}</translation>
    </message>
    <message>
        <source>List the saved filters</source>
        <translation>Список сохранённых фильтров</translation>
    </message>
    <message>
        <source>Read the photos</source>
        <translation>Чтение снимков</translation>
    </message>
    <message>
        <source>List the people</source>
        <translation>Список людей</translation>
    </message>
    <message>
        <source>List the files that failed</source>
        <translation>Список файлов с ошибками</translation>
    </message>
    <message>
        <source>Read the gallery&apos;s roster</source>
        <translation>Чтение состава галереи</translation>
    </message>
    <message>
        <source>Say who plays</source>
        <translation>Запись состава галереи</translation>
    </message>
    <message>
        <source>List the open questions</source>
        <translation>Список вопросов</translation>
    </message>
    <message>
        <source>Look for candidates</source>
        <translation>Поиск кандидатов</translation>
    </message>
    <message>
        <source>Look for numbers</source>
        <translation>Поиск номеров</translation>
    </message>
    <message>
        <source>List the faces put aside</source>
        <translation>Список отложенных лиц</translation>
    </message>
    <message>
        <source>Count the other faces</source>
        <translation>Подсчёт прочих лиц</translation>
    </message>
    <message>
        <source>Look for groups alike</source>
        <translation>Поиск похожих групп</translation>
    </message>
    <message>
        <source>Look how tight the group is</source>
        <translation>Оценка строгости группы</translation>
    </message>
    <message>
        <source>Regroup</source>
        <translation>Перегруппировка</translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation>Открыть снимок</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>Открытие: {name}</translation>
    </message>
    <message>
        <source>Look at {name}</source>
        <translation>Просмотр: {name}</translation>
    </message>
    <message>
        <source>Look for similar faces</source>
        <translation>Поиск похожих лиц</translation>
    </message>
    <message>
        <source>List the players</source>
        <translation>Список игроков</translation>
    </message>
    <message>
        <source>Take them too</source>
        <translation>Взять и их</translation>
    </message>
    <message>
        <source>Go on with the import into {gallery}</source>
        <translation>Продолжение импорта в галерею «{gallery}»</translation>
    </message>
    <message>
        <source>Recognise with them</source>
        <translation>Распознать с ними</translation>
    </message>
    <message>
        <source>Read the numbers in {gallery}</source>
        <translation>Прочитать номера в «{gallery}»</translation>
    </message>
    <message>
        <source>Train and recognise</source>
        <translation>Обучить и распознать</translation>
    </message>
    <message>
        <source>Names in the files were not read: ExifTool is not on this computer.</source>
        <translation>Имена из файлов не прочитаны: на этом компьютере нет ExifTool.</translation>
    </message>
    <message>
        <source>Numbers read: {numbers}, faces: {faces}, photos: {photos}</source>
        <translation>Прочитано номеров: {numbers}, лиц: {faces}, фотографий: {photos}</translation>
    </message>
    <message>
        <source>Faces still to review: {n}; of these only tagged ones have their name in it</source>
        <translation>Лиц ещё на проверке: {n}; имена в файле есть только у отмеченных из них</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Photos: {added} new, {known} known before. Faces: {faces}</source>
        <translation>Фото: новых {added}, уже известных {known}. Лиц: {faces}</translation>
    </message>
    <message>
        <source>Reference photos of players, left out: {n}</source>
        <translation>Эталонов игроков, пропущено: {n}</translation>
    </message>
    <message>
        <source>Faces: {faces}, photos: {photos}</source>
        <translation>Лиц: {faces}, фото: {photos}</translation>
    </message>
    <message>
        <source>name some of them in Review, then recognise again</source>
        <translation>назовите некоторых в разделе «Проверка», затем распознайте снова</translation>
    </message>
    <message>
        <source>Trained before the last {n} faces were named.</source>
        <translation>Обучение проведено раньше, чем названы последние лица ({n}).</translation>
    </message>
    <message>
        <source>Groups: {clusters}, faces in them: {clustered}, alone: {noise}</source>
        <translation>Групп: {clusters}, лиц в них: {clustered}, одиночных: {noise}</translation>
    </message>
    <message>
        <source>Lines written: {n}, in {folder}</source>
        <translation>Записано строк: {n}, в папку {folder}</translation>
    </message>
    <message>
        <source>Lines: {n}</source>
        <translation>Строк: {n}</translation>
    </message>
    <message>
        <source>Read the references</source>
        <translation>Чтение эталонов</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>Добавить: {name}</translation>
    </message>
    <message>
        <source>Change the player</source>
        <translation>Изменение игрока</translation>
    </message>
    <message>
        <source>Change the consent for a gallery</source>
        <translation>Изменить согласие для галереи</translation>
    </message>
    <message>
        <source>Change the seasons</source>
        <translation>Изменение сезонов</translation>
    </message>
    <message>
        <source>Look at both players</source>
        <translation>Просмотр обоих игроков</translation>
    </message>
    <message>
        <source>Look at what there is of the player</source>
        <translation>Просмотр того, что есть об игроке</translation>
    </message>
    <message>
        <source>Erase a player</source>
        <translation>Стереть игрока</translation>
    </message>
    <message>
        <source>Rows: {rows}, crops: {crops}, in {folder}</source>
        <translation>Строк: {rows}, вырезок: {crops}, в {folder}</translation>
    </message>
    <message>
        <source>Export all about a player</source>
        <translation>Экспорт всего об игроке</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>Сохранение квитанции</translation>
    </message>
    <message>
        <source>Look at the roster {name}</source>
        <translation>Просмотр состава {name}</translation>
    </message>
    <message>
        <source>Import the roster {name}</source>
        <translation>Импорт состава {name}</translation>
    </message>
    <message>
        <source>Look at the codes {name}</source>
        <translation>Просмотр кодов {name}</translation>
    </message>
    <message>
        <source>Import the codes {name}</source>
        <translation>Импорт кодов {name}</translation>
    </message>
    <message>
        <source>Enrol players from {name}</source>
        <translation>Эталоны из папки {name}</translation>
    </message>
    <message>
        <source>Add reference photos of {name}</source>
        <translation>Добавление эталонов: {name}</translation>
    </message>
    <message>
        <source>New references: {references}, players: {players}, known before: {known}</source>
        <translation>Новых эталонов: {references}, игроков: {players}, уже известных: {known}</translation>
    </message>
    <message>
        <source>Import into {gallery}</source>
        <translation>Импорт в галерею «{gallery}»</translation>
    </message>
    <message>
        <source>Try failed files of {gallery} again</source>
        <translation>Повтор файлов с ошибками: {gallery}</translation>
    </message>
    <message>
        <source>Look again at unknown faces of {gallery}</source>
        <translation>Повторный поиск лиц: {gallery}</translation>
    </message>
    <message>
        <source>Recognise players in {gallery}</source>
        <translation>Опознание игроков: {gallery}</translation>
    </message>
    <message>
        <source>Find unknown people in {gallery}</source>
        <translation>Поиск неизвестных: {gallery}</translation>
    </message>
    <message>
        <source>Export {name}</source>
        <translation>Экспорт: {name}</translation>
    </message>
    <message>
        <source>Players: {n}</source>
        <translation>Игроков: {n}</translation>
    </message>
    <message>
        <source>{tagged} tagged, {suggested} suggested, {unknown} unknown</source>
        <translation>Отмечено: {tagged}, предложено: {suggested}, неизвестно: {unknown}</translation>
    </message>
    <message>
        <source>{n} not compared: Settings, Make missing descriptors</source>
        <translation>не сравнивались: {n}; Настройки, «Создать недостающие дескрипторы»</translation>
    </message>
    <message>
        <source>Make missing descriptors</source>
        <translation>Создать недостающие дескрипторы</translation>
    </message>
    <message>
        <source>Rebuild the search index</source>
        <translation>Перестроить поисковый индекс</translation>
    </message>
    <message>
        <source>Look at what there is to train on</source>
        <translation>Сбор данных для обучения</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>List the training sessions</source>
        <translation>Список обучений</translation>
    </message>
    <message>
        <source>Look how far the training is</source>
        <translation>Ход обучения</translation>
    </message>
    <message>
        <source>Compare training sessions</source>
        <translation>Сравнение обучений</translation>
    </message>
    <message>
        <source>Make a training session active</source>
        <translation>Применение обучения</translation>
    </message>
    <message>
        <source>Delete a training session</source>
        <translation>Удаление обучения</translation>
    </message>
    <message>
        <source>Bring a training session back</source>
        <translation>Возврат обучения</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Подсчёт</translation>
    </message>
    <message>
        <source>Read the settings</source>
        <translation>Чтение настроек</translation>
    </message>
    <message>
        <source>Look for model packs</source>
        <translation>Поиск наборов моделей</translation>
    </message>
    <message>
        <source>Look what Playertag is made of</source>
        <translation>Сведения о частях программы</translation>
    </message>
    <message>
        <source>Install the model pack {name}</source>
        <translation>Установка набора моделей {name}</translation>
    </message>
    <message>
        <source>Change a setting</source>
        <translation>Изменение настройки</translation>
    </message>
    <message>
        <source>Look who is signed in</source>
        <translation>Проверка входа</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Take over a client file</source>
        <translation>Принять файл клиента</translation>
    </message>
    <message>
        <source>Look at what needs upkeep</source>
        <translation>Проверка обслуживания</translation>
    </message>
    <message>
        <source>Check the database</source>
        <translation>Проверить базу данных</translation>
    </message>
    <message>
        <source>Look where backups are</source>
        <translation>Посмотреть, где лежат резервные копии</translation>
    </message>
    <message>
        <source>Make a backup</source>
        <translation>Сделать резервную копию</translation>
    </message>
    <message>
        <source>Count the faces that nobody named</source>
        <translation>Подсчёт лиц, которых никто не назвал</translation>
    </message>
    <message>
        <source>Forget faces that nobody named</source>
        <translation>Забыть лица, которых никто не назвал</translation>
    </message>
    <message>
        <source>Open the models</source>
        <translation>Открытие моделей</translation>
    </message>
    <message>
        <source>Look for ExifTool</source>
        <translation>Поиск ExifTool</translation>
    </message>
    <message>
        <source>Players: {players}, faces: {faces}</source>
        <translation>Игроков: {players}, лиц: {faces}</translation>
    </message>
    <message>
        <source>Faces: {n}</source>
        <translation>Лиц: {n}</translation>
    </message>
    <message>
        <source>Faces: {faces}, in {seconds} s</source>
        <translation>Лиц: {faces}, за {seconds} с</translation>
    </message>
    <message>
        <source>Look for the burst</source>
        <translation>Поиск серии</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Look how the team stands</source>
        <translation>Просмотр состояния команды</translation>
    </message>
    <message>
        <source>Sync with the team</source>
        <translation>Синхронизация с командой</translation>
    </message>
    <message>
        <source>Stay in touch with the team</source>
        <translation>Оставаться на связи с командой</translation>
    </message>
    <message>
        <source>Received: {received}, sent: {sent}.</source>
        <translation>Получено: {received}, отправлено: {sent}.</translation>
    </message>
    <message>
        <source>Pictures received: {received}, sent: {sent}.</source>
        <translation>Изображений получено: {received}, отправлено: {sent}.</translation>
    </message>
    <message>
        <source>Pictures that could not be moved: {n}. {reason}</source>
        <translation>Не удалось передать изображений: {n}. {reason}</translation>
    </message>
    <message>
        <source>Make a team</source>
        <translation>Создать команду</translation>
    </message>
    <message>
        <source>Join a team</source>
        <translation>Вступить в команду</translation>
    </message>
    <message>
        <source>Leave the team</source>
        <translation>Выйти из команды</translation>
    </message>
    <message>
        <source>List the members of the team</source>
        <translation>Список участников команды</translation>
    </message>
    <message>
        <source>Invite somebody into the team</source>
        <translation>Пригласить в команду</translation>
    </message>
    <message>
        <source>Make a new invitation</source>
        <translation>Создать новое приглашение</translation>
    </message>
    <message>
        <source>Make an invitation for another computer</source>
        <translation>Сделать приглашение для другого компьютера</translation>
    </message>
    <message>
        <source>Save an invitation</source>
        <translation>Сохранить приглашение</translation>
    </message>
    <message>
        <source>Dismiss somebody from the team</source>
        <translation>Исключить из команды</translation>
    </message>
    <message>
        <source>Bring the team&apos;s server up to date</source>
        <translation>Обновить сервер команды</translation>
    </message>
    <message>
        <source>Index the server&apos;s faces</source>
        <translation>Проиндексировать лица на сервере</translation>
    </message>
    <message>
        <source>Indexed.</source>
        <translation>Проиндексировано.</translation>
    </message>
    <message>
        <source>There was an index already.</source>
        <translation>Индекс уже был.</translation>
    </message>
    <message>
        <source>Choose the team&apos;s store of pictures</source>
        <translation>Выбрать хранилище изображений команды</translation>
    </message>
    <message>
        <source>Keep the key of the team&apos;s store</source>
        <translation>Сохранить ключ от хранилища команды</translation>
    </message>
    <message>
        <source>Make a delivery page</source>
        <translation>Создать страницу со снимками игрока</translation>
    </message>
    <message>
        <source>Look how the stations stand</source>
        <translation>Узнать, как дела у станций</translation>
    </message>
    <message>
        <source>Share {gallery} with the stations</source>
        <translation>Раздать станциям: {gallery}</translation>
    </message>
    <message>
        <source>Work on shared galleries</source>
        <translation>Обрабатывать розданные галереи</translation>
    </message>
    <message>
        <source>Handed out: {added}, known before: {known}, failed: {failed}.</source>
        <translation>Роздано: {added}, уже известно: {known}, с ошибками: {failed}.</translation>
    </message>
    <message>
        <source>Processed here: {processed}, faces: {faces}, failed: {failed}.</source>
        <translation>Обработано здесь: {processed}, лиц: {faces}, с ошибками: {failed}.</translation>
    </message>
    <message>
        <source>Look for a card</source>
        <translation>Поиск карты</translation>
    </message>
    <message>
        <source>Look at the card</source>
        <translation>Просмотр карты</translation>
    </message>
    <message>
        <source>Copy {card}</source>
        <translation>Копирование {card}</translation>
    </message>
    <message>
        <source>Pictures copied: {n}, known before: {known}</source>
        <translation>Скопировано снимков: {n}, известных: {known}</translation>
    </message>
    <message>
        <source>Watch {folder}</source>
        <translation>Слежение за папкой {folder}</translation>
    </message>
    <message>
        <source>See what would be written into the files of {gallery}</source>
        <translation>Посмотреть, что будет записано в файлы: {gallery}</translation>
    </message>
    <message>
        <source>See what would be written into a file</source>
        <translation>Посмотреть, что было бы записано в файл</translation>
    </message>
    <message>
        <source>Write names into the files of {gallery}</source>
        <translation>Записать имена в файлы: {gallery}</translation>
    </message>
    <message>
        <source>Files written: {n}</source>
        <translation>Записано файлов: {n}</translation>
    </message>
    <message>
        <source>Take names back out of files: {n}</source>
        <translation>Убрать имена из файлов: {n}</translation>
    </message>
    <message>
        <source>Files as they were before: {n}</source>
        <translation>Файлов возвращено к прежнему виду: {n}</translation>
    </message>
    <message>
        <source>Look what was written into files</source>
        <translation>Посмотреть, что было записано в файлы</translation>
    </message>
    <message>
        <source>Take names from the files of {gallery}</source>
        <translation>Взять имена из файлов: {gallery}</translation>
    </message>
    <message>
        <source>Faces named: {n}</source>
        <translation>Названо лиц: {n}</translation>
    </message>
    <message>
        <source>See who would get which photos</source>
        <translation>Посмотреть, кто какие фото получит</translation>
    </message>
    <message>
        <source>Withheld, as they refused: {names}.</source>
        <translation>Не отдаются, так как отказались: {names}.</translation>
    </message>
    <message>
        <source>Withheld, as their consent has ended: {names}.</source>
        <translation>Не отдаются, так как согласие истекло: {names}.</translation>
    </message>
    <message>
        <source>Withheld, as nobody asked for their consent: {names}.</source>
        <translation>Не отдаются, так как их согласия никто не спросил: {names}.</translation>
    </message>
    <message>
        <source>{name} (photos: {n})</source>
        <translation>{name} (фото: {n})</translation>
    </message>
    <message>
        <source>No names go into the files, and nobody looks whom they name themselves: ExifTool is not on this computer.</source>
        <translation>Имена в файлы не записываются, и никто не смотрит, чьи имена в них уже стоят: на этом компьютере нет ExifTool.</translation>
    </message>
    <message>
        <source>Who refused, or whose consent has ended, is not looked for. Look yourself for photos of them: {names}.</source>
        <translation>Кто отказался или чьё согласие истекло, того программа не ищет. Поищите фото с ними сами: {names}.</translation>
    </message>
    <message>
        <source>Photos delivered: {n}. Files sent: {sent}, there already: {there}.</source>
        <translation>Выдано фото: {n}. Файлов отправлено: {sent}, уже были там: {there}.</translation>
    </message>
    <message>
        <source>Photos left out as one of them is on it: {n}.</source>
        <translation>Не отдаются фото, где есть кто-то из них: {n}.</translation>
    </message>
    <message>
        <source>Photos left out as nobody is named on them: {n}.</source>
        <translation>Не отдаются фото, где никто не назван: {n}.</translation>
    </message>
    <message>
        <source>Photos left out as they are of no team or match: {n}.</source>
        <translation>Не отдаются фото, не относящиеся ни к команде, ни к матчу: {n}.</translation>
    </message>
    <message>
        <source>Photos left out as their files are on another computer: {n}.</source>
        <translation>Не отдаются фото, чьи файлы на другом компьютере: {n}.</translation>
    </message>
    <message>
        <source>Left out as the files themselves name {name}: {files}.</source>
        <translation>Не выданы, так как имя {name} стоит в самих файлах: {files}.</translation>
    </message>
    <message>
        <source>Is that wrong, take the name out of them, or write the names into them again.</source>
        <translation>Если это ошибка, удалите имя из файлов или запишите имена в них заново.</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>и ещё {n}</translation>
    </message>
    <message>
        <source>Deliver the photos of {gallery}</source>
        <translation>Отдать фотографии: {gallery}</translation>
    </message>
    <message>
        <source>Look what was delivered</source>
        <translation>Посмотреть, что отдано</translation>
    </message>
    <message>
        <source>Sign in where photos are delivered to</source>
        <translation>Войти туда, куда отдаются фото</translation>
    </message>
    <message>
        <source>Left out now, but delivered there before, where they are still: {n}.</source>
        <translation>Теперь не выданы, но уже были выданы туда раньше и лежат там: {n}.</translation>
    </message>
    <message>
        <source>Look who got what</source>
        <translation>Посмотреть, кто что получил</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
</context>
<context>
    <name>packs</name>
    <message>
        <source>Recommended: quick on any laptop, and right for paid work.</source>
        <translation>Рекомендуется: быстро на любом ноутбуке, подходит и для платной работы.</translation>
    </message>
    <message>
        <source>Quick too, and better with small, turned or hidden faces.</source>
        <translation>Тоже быстро; лучше с мелкими, повёрнутыми и закрытыми лицами.</translation>
    </message>
    <message>
        <source>The most exact and the slowest: best with a graphics card.</source>
        <translation>Самый точный и самый медленный: лучше с видеокартой.</translation>
    </message>
</context>
<context>
    <name>parts</name>
    <message>
        <source>{n} B</source>
        <translation>{n} Б</translation>
    </message>
</context>
<context>
    <name>players</name>
    <message>
        <source>not asked</source>
        <translation>не спрашивали</translation>
    </message>
    <message>
        <source>given</source>
        <translation>есть</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>отказ</translation>
    </message>
    <message>
        <source>△  {consent} until {day}, over</source>
        <translation>△  {consent} до {day}, истекло</translation>
    </message>
    <message>
        <source>{consent} until {day}</source>
        <translation>{consent} до {day}</translation>
    </message>
</context>
<context>
    <name>references</name>
    <message>
        <source>Quality {n}, good</source>
        <translation>Качество {n}, хорошее</translation>
    </message>
    <message>
        <source>Quality {n}, fair</source>
        <translation>Качество {n}, среднее</translation>
    </message>
    <message>
        <source>Quality {n}, poor</source>
        <translation>Качество {n}, плохое</translation>
    </message>
    <message>
        <source>–  not used</source>
        <translation>–  не идёт</translation>
    </message>
    <message>
        <source>–  duplicate</source>
        <translation>–  повтор</translation>
    </message>
    <message>
        <source>–  too blurred</source>
        <translation>–  размыто</translation>
    </message>
    <message>
        <source>!  looks wrong</source>
        <translation>!  не похоже</translation>
    </message>
    <message>
        <source>!  look at it</source>
        <translation>!  взгляните</translation>
    </message>
    <message>
        <source>✓  used</source>
        <translation>✓  идёт</translation>
    </message>
</context>
<context>
    <name>roles</name>
    <message>
        <source>Owner</source>
        <translation>Владелец</translation>
    </message>
    <message>
        <source>Photographer</source>
        <translation>Фотограф</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Проверяющий</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Зритель</translation>
    </message>
    <message>
        <source>invites and dismisses others</source>
        <translation>приглашает и исключает других</translation>
    </message>
    <message>
        <source>brings photos and deletes</source>
        <translation>добавляет снимки и удаляет</translation>
    </message>
    <message>
        <source>answers and corrects players</source>
        <translation>отвечает и исправляет игроков</translation>
    </message>
    <message>
        <source>only looks</source>
        <translation>только смотрит</translation>
    </message>
</context>
<context>
    <name>roster</name>
    <message>
        <source>+  new</source>
        <translation>+  новый</translation>
    </message>
    <message>
        <source>=  as it is</source>
        <translation>=  без изменений</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>отклонено</translation>
    </message>
    <message>
        <source>{field} {before} → {after}</source>
        <translation>{field}: {before} → {after}</translation>
    </message>
    <message>
        <source>{field} {after}</source>
        <translation>{field}: {after}</translation>
    </message>
    <message>
        <source>(ignore)</source>
        <translation>(пропустить)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Имя (без фамилии)</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Фамилия</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Сезон</translation>
    </message>
    <message>
        <source>External id</source>
        <translation>Внешний код</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>Consent until</source>
        <translation>Согласие до</translation>
    </message>
    <message>
        <source>Playertag&apos;s own id</source>
        <translation>Код Playertag</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Матч</translation>
    </message>
    <message>
        <source>Court</source>
        <translation>Площадка</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>First team</source>
        <translation>Команда 1</translation>
    </message>
    <message>
        <source>Second team</source>
        <translation>Команда 2</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Конец</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Минуты</translation>
    </message>
</context>
<context>
    <name>sessions</name>
    <message>
        <source>a better face of the same burst is used</source>
        <translation>взято лучшее лицо той же серии</translation>
    </message>
    <message>
        <source>too small or blurred</source>
        <translation>мелкое или размытое</translation>
    </message>
    <message>
        <source>looks like somebody else</source>
        <translation>похоже на другого</translation>
    </message>
    <message>
        <source>… running</source>
        <translation>… идёт</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлено</translation>
    </message>
    <message>
        <source>✕ failed</source>
        <translation>✕ ошибка</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>прервано</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>✓  Free for paid work</source>
        <translation>✓  Можно в платной работе</translation>
    </message>
    <message>
        <source>△  Non-commercial use only</source>
        <translation>△  Только некоммерческое использование</translation>
    </message>
    <message>
        <source>The quickest on this computer</source>
        <translation>Что быстрее на этом компьютере</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>Процессор (CPU)</translation>
    </message>
    <message>
        <source>Processor, by OpenVINO</source>
        <translation>Процессор, через OpenVINO</translation>
    </message>
    <message>
        <source>Processor, by OpenVINO in bfloat16</source>
        <translation>Процессор, через OpenVINO в bfloat16</translation>
    </message>
    <message>
        <source>NVIDIA graphics card (CUDA)</source>
        <translation>Видеокарта NVIDIA (CUDA)</translation>
    </message>
    <message>
        <source>The photo&apos;s own file (JPEG)</source>
        <translation>Сам файл снимка (JPEG)</translation>
    </message>
    <message>
        <source>A file beside it (XMP)</source>
        <translation>Файл рядом (XMP)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
</context>
<context>
    <name>states</name>
    <message>
        <source>confirmed</source>
        <translation>подтверждено</translation>
    </message>
    <message>
        <source>tagged by the machine</source>
        <translation>отмечено автоматически</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>предложено</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>unknown, with a rejected name</source>
        <translation>неизвестно, имя отклонено</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>пропущено</translation>
    </message>
    <message>
        <source>not a face</source>
        <translation>не лицо</translation>
    </message>
</context>
<context>
    <name>verdicts</name>
    <message>
        <source>Confirm {count} as {name}</source>
        <translation>подтверждение ({count}): {name}</translation>
    </message>
    <message>
        <source>Reject {count}</source>
        <translation>отклонение ({count})</translation>
    </message>
    <message>
        <source>Ignore {count}</source>
        <translation>пропуск ({count})</translation>
    </message>
    <message>
        <source>Not a face: {count}</source>
        <translation>не лицо ({count})</translation>
    </message>
    <message>
        <source>Not sure: {count}</source>
        <translation>не уверен ({count})</translation>
    </message>
    <message>
        <source>Ignore others: {count}</source>
        <translation>Пропустить остальных: {count}</translation>
    </message>
    <message>
        <source>New groups: {groups}, faces: {count}</source>
        <translation>Новых групп: {groups}, лиц: {count}</translation>
    </message>
    <message>
        <source>Merge groups: {count} more</source>
        <translation>Объединить группы: ещё {count}</translation>
    </message>
    <message>
        <source>Write names into the files of {gallery}</source>
        <translation>Запись имён в файлы галереи {gallery}</translation>
    </message>
    <message>
        <source>Names in the files of {gallery}: its menu, “Take back what was written…”, takes them back</source>
        <translation>Имена в файлах галереи {gallery} убирает «Отменить запись в файлы…» в её меню</translation>
    </message>
    <message>
        <source>Move {count} to another group</source>
        <translation>перенос в другую группу ({count})</translation>
    </message>
    <message>
        <source>Merge {other} into {name}</source>
        <translation>объединение: {other} → {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>удаление: {name}</translation>
    </message>
    <message>
        <source>Leave out {count}</source>
        <translation>исключение ({count})</translation>
    </message>
    <message>
        <source>Draw a face</source>
        <translation>рамка лица</translation>
    </message>
    <message>
        <source>Correct a box</source>
        <translation>поправка рамки</translation>
    </message>
</context>
</TS>
