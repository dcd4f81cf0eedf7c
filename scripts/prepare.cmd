@echo off
rem For run.cmd and test.cmd: makes .venv complete. Not tried on Windows yet; prepare.py is, on Linux.
setlocal
set "ROOT=%~dp0.."
if exist "%ROOT%\.venv\Scripts\python.exe" (
    "%ROOT%\.venv\Scripts\python.exe" -IS "%ROOT%\scripts\prepare.py" ready %1 2>nul && exit /b 0
)
for %%V in (3.13 3.12 3.11) do (
    py -%%V -IS -c "import ensurepip" >nul 2>nul && (
        py -%%V -I "%ROOT%\scripts\prepare.py" install %1
        exit /b
    )
)
echo Weegwijzer heeft Python 3.11, 3.12 of 3.13 nodig. Die staat niet op deze computer. 1>&2
echo Installeer Python met het installatieprogramma van python.org, of vraag het uw beheerder. 1>&2
exit /b 1
