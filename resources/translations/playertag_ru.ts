<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Signing in is for team libraries, which this version does not have yet. Everything else works without an account: nothing you do leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library&apos;s file is damaged: {found}. The folder &apos;backups&apos; beside it may hold an earlier copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is writing to this library. Try again when it is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library can&apos;t be read or written: {reason}. Check that the disk is not full and the folder can be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library&apos;s file is damaged ({reason}). It was left as it is; the folder &apos;backups&apos; beside it may hold an earlier copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library was written by a newer Playertag (revision {current}). It was left untouched; update Playertag to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo can&apos;t be built in {folder}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not empty. Name a new folder for the demo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photo is no longer where it was. Import its folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. What was finished until then is kept; run it again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {kind} &apos;{value}&apos; in this library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{at}, column &apos;{column}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason} Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an id is 36 hex digits and hyphens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a photo&apos;s id is 64 hex digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the name is not valid Unicode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a {field} needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is none; {form}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HEIC needs one more package: pip install pillow-heif. Or export the photos as JPEG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has {size} GB; no photo has more than {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file may not be read by you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is truncated: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not a picture of a kind that Playertag reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture claims {megapixels} megapixels; the limit is 200.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The RAW file can&apos;t be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} can&apos;t be written: {reason}. Make room on the disk or check the folder&apos;s rights, and do it again: what was finished is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no folder of a player in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No face was found in this reference photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This photo is a reference of {other} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} can&apos;t be looked into: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a device or a pipe, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no face was found there; {count} elsewhere in the photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{dimension} numbers are needed, not {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its numbers must be finite and not all zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a probability above 0, at most 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was trained yet. Enrol players, then train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The active training is of the model pack &apos;{pack_id}&apos;, and &apos;{used}&apos; is in use. Train again, or switch the pack back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no confirmed face to train on. Enrol players from reference photos, or confirm some faces, and train again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only a finished session can be made active.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is in use; make another one active first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index can&apos;t be written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search index is damaged. Run &apos;playertag index rebuild&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search index was removed while it was built. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder can&apos;t be looked into: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is not valid Unicode. Rename the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not an ONNX model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model pack &apos;{pack_id}&apos; is not installed. Install it: playertag models install {pack_id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no published pack &apos;{pack_id}&apos; (there are: {known}). To install another InsightFace pack, name its folder or zip file with --from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{pack_id}&apos; can&apos;t be a pack&apos;s name: use letters, digits, &apos;.&apos;, &apos;-&apos; and &apos;_&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{licence} To accept it, add --accept-licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} can&apos;t be unpacked: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not an InsightFace pack: it needs an SCRFD detector with landmarks and a recogniser of 112x112 faces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The installed program can&apos;t fetch packs. With the pack&apos;s folder or zip file at hand, name it with --from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{requirement} can&apos;t be downloaded: {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} can&apos;t be downloaded from {url}: {reason}. With its zip file at hand: playertag models install {id} --from FILE --accept-licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pack lacks {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file {name} is missing. {advice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file {name} is not the one expected (sha256 {digest}…, not {expected}…). {advice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of the model pack &apos;{name}&apos; is damaged. Install it again: playertag models install {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CUDA could not be started with this driver and these CUDA libraries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The installed program runs on the CPU; for a GPU install Playertag with pip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This build of ONNX Runtime has no CUDA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no NVIDIA driver on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a model that can be opened: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AccountBox</name>
    <message>
        <source>Sign in with Google…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is signed in; nothing but a team library needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in as {name} ({email}).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>Nothing is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACTIVITY</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AlikeModel</name>
    <message>
        <source>Similarity {cosine}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerBar</name>
    <message>
        <source>Reject as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs no name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out {n}   Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject {n}   Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject {n} as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore {n}   X</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a face {n}   N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm {n} as …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {name}, confirm {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm {n} as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One face a photo: nobody is in a photo twice.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message>
        <source>Compare training sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of both sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both know the same players and confuse the same pairs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model pack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {when} knows: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {when} confuses: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Playertag has a fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Playertag; your photos were not touched. Please report the text below, then restart the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CropDelegate</name>
    <message>
        <source>no picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurveView</name>
    <message>
        <source>No curve yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tagged from this probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recall</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; what was finished until then is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed by a fault of Playertag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{step}: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate}/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} h left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaceGridModel</name>
    <message>
        <source>{height} pixels high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{player}, {percent} % sure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaceRowDelegate</name>
    <message>
        <source>Who is this?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FailuresDialog</name>
    <message>
        <source>Files that failed in {gallery}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{failed} failed, {photos} are in the gallery.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleryDelegate</name>
    <message>
        <source>{photos} photos · {faces} faces</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleryMenu</name>
    <message>
        <source>People in this gallery…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who plays here…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again at unknown faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at a photo…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export all tags…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export all groups…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that failed ({n})…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleryTasks</name>
    <message>
        <source>Look at a photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleryView</name>
    <message>
        <source>No photos yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a folder, or drop one here. Photos stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import photos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo passes the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another filter above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GALLERIES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognise players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find unknown people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the photos of everybody again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With unknown faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagged by the machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With confirmed names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {name}   ✕</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train first: Training is the place for it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with photos, those inside it too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognise the players when done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is trained yet: enrol players or name some faces first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos stay where they are and are never changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that failed: {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookupDialog</name>
    <message>
        <source>Faces in the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for faces…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar faces in the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who it may be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FACES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHO IT MAY BE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIMILAR FACES IN THE LIBRARY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a face, or draw a box around one. Nothing of this picture is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No face was found in this picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}   nobody likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for a face there…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{library} – Playertag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All processing is local</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs on {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>One person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both are one person. Which entry stays?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gets every face, reference and answer of the other. Undo separates them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Name  ( / )</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the player</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PeopleDialog</name>
    <message>
        <source>People in {gallery}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most often with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show their photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} photos without a name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoCanvas</name>
    <message>
        <source>Photo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoDelegate</name>
    <message>
        <source>File not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no names yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (not on the roster)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoPeek</name>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space closes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoViewer</name>
    <message>
        <source>‹  Gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous  ←</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next  →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faces in this photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Load a picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerDialog</name>
    <message>
        <source>Player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consent until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>External id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who refused is never tagged or suggested.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayersModel</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>References</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayersView</name>
    <message>
        <source>No players yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the roster, enrol players from a folder of pictures (a folder per player), or name faces while you review.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the roster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…   F2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select two players who are one person (Ctrl and click).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import roster (CSV)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enrol from a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All teams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rosters (*.csv *.txt *.tsv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import roster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with a folder per player</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionDelegate</name>
    <message>
        <source>?  {n} suggested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○  {n} alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>●  {n} to check</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionModel</name>
    <message>
        <source>{player}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{player}, tagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionSide</name>
    <message>
        <source>All galleries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask about every gallery together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find unknown people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all galleries</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadinessModel</name>
    <message>
        <source>Player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} left out: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕  No face yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>!  Check the odd ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>△  Few faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓  Ready</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Find unknown people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole photo   Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faces of the question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import photos first: Galleries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing left to answer in {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find unknown people groups the faces that nobody has named yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {all} selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagged as {name}: right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is this {name}?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RosterDialog</name>
    <message>
        <source>Who plays in {gallery}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teams and players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These players are likelier here; anybody else is suggested at most, never tagged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {all} players play here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is ticked: everybody may play here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionsModel</name>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{step}: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionsPanel</name>
    <message>
        <source>Training sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select two sessions to compare them (Ctrl and click).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SESSIONS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back the session of {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>{pack} (not installed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model pack is not installed: choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓  Free for paid work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>△  Non-commercial use only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}. Licence: {licence}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>LIBRARY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACCOUNT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UPKEEP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatisticsView</name>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Named faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of them named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faces reviewed an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>files that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BY STATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BY PLAYER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BY GALLERY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BY DAY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model pack {pack}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingView</name>
    <message>
        <source>Precision of automatic tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of 100 automatic tags, at least so many shall be right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags shall be right in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readiness of the players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHO IS READY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag from this probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT TO EXPECT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ready} of {all} players have faces to train on, {few} of them few.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm some faces or enrol players first: there is nothing to train on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Easily confused: {pairs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few faces to foretell how good the tags will be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagging from {threshold}: of 100 faces about {tagged} are tagged, about {wrong} of those wrong (measured on {trials}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the session&apos;s own setting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognise {gallery} with this setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this session active first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UpkeepBox</name>
    <message>
        <source>Not checked since the window opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make missing descriptors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rebuild the search index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{embedded} of {faces} faces have a descriptor of the model pack in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search index: {words}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓  The database is {words}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Go to Galleries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at a photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore the face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a candidate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the player</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>operations</name>
    <message>
        <source>List the galleries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the files that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the gallery&apos;s roster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say who plays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the open questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for candidates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for similar faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the team {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the roster {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enrol players from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import into {gallery}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try failed files of {gallery} again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again at unknown faces of {gallery}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognise players in {gallery}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find unknown people in {gallery}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Players: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{references} references of {players} players</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{added} new, {known} known before, {faces} faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{faces} faces of {photos} photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tagged} tagged, {suggested} suggested, {unknown} unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{clusters} groups of {clustered} faces, {noise} faces alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make missing descriptors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rebuild the search index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what there is to train on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the training sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look how far the training is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare training sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a training session active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete a training session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring a training session back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look who is signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what needs upkeep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{players} players from {faces} faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{faces} faces in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>players</name>
    <message>
        <source>–  not asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓  given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕  refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>△  {consent} until {day}, over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{consent} until {day}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sessions</name>
    <message>
        <source>a better face of the same burst is used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too small or blurred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looks like somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>The best there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA graphics card (CUDA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>states</name>
    <message>
        <source>confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tagged by the machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suggested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown, with a rejected name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a face</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>verdicts</name>
    <message>
        <source>Confirm {count} as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a face: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject {count} of a group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge {other} into {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
