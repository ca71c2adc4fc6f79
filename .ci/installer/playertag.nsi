; The installer for Windows, for one user, without an administrator: makensis -DVERSION=0.1.0 playertag.nsi
; It takes dist\playertag, or what -DFOLDER= names, and makes dist\playertag-VERSION-setup.exe, or -DRESULT=.
; Libraries, model packs and settings are nothing of its own: neither it nor the uninstaller touches them.

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include LogicLib.nsh
!include MUI2.nsh

!define ROOT "${__FILEDIR__}\..\.."
!ifndef FOLDER
    !define FOLDER "${ROOT}\dist\playertag"
!endif
!ifndef RESULT
    !define RESULT "${ROOT}\dist\playertag-${VERSION}-setup.exe"
!endif
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Playertag"

Name "Playertag"
OutFile "${RESULT}"
; No page asks for the folder: what the uninstaller empties is never a folder with something else in it.
InstallDir "$LOCALAPPDATA\Programs\Playertag"

!if /FileExists "${ROOT}\build\playertag.ico"
    !define MUI_ICON "${ROOT}\build\playertag.ico"
    !define MUI_UNICON "${ROOT}\build\playertag.ico"
!endif
!insertmacro MUI_PAGE_LICENSE "${ROOT}\LICENSE"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\playertag.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Russian"

LangString RUNS ${LANG_ENGLISH} "Playertag is running. Close it, and press Retry."
LangString RUNS ${LANG_RUSSIAN} "Playertag запущен. Закройте его и нажмите «Повтор»."
LangString LEFT ${LANG_ENGLISH} "Your libraries, photos, model packs and settings stay where they are."
LangString LEFT ${LANG_RUSSIAN} "Ваши библиотеки, снимки, пакеты моделей и настройки остаются на месте."

; Take away the program and nothing else. Windows deletes no program that runs.
!macro REMOVE_PROGRAM
    ${Do}
        ClearErrors
        Delete "$INSTDIR\playertag.exe"
        ${IfNot} ${Errors}
            ${Break}
        ${EndIf}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNS)" /SD IDCANCEL IDRETRY +2
        Abort
    ${Loop}
    RMDir /r "$INSTDIR\_internal"
!macroend

Section
    SetShellVarContext current
    !insertmacro REMOVE_PROGRAM
    SetOutPath "$INSTDIR"
    File /r "${FOLDER}\*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortCut "$SMPROGRAMS\Playertag.lnk" "$INSTDIR\playertag.exe"
    WriteRegStr HKCU "${ENTRY}" "DisplayName" "Playertag"
    WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\playertag.exe"
    WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
    WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
    SetShellVarContext current
    !insertmacro REMOVE_PROGRAM
    Delete "$SMPROGRAMS\Playertag.lnk"
    DeleteRegKey HKCU "${ENTRY}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    DetailPrint "$(LEFT)"
SectionEnd
