@echo off
rem Starts Weegwijzer on Windows, like ./run elsewhere. Not tried on Windows yet.
setlocal
if /i "%~1"=="wheels" (
    call "%~dp0scripts\prepare.cmd" wheels || exit /b 1
    "%~dp0.venv\Scripts\python.exe" "%~dp0scripts\wheels.py"
    exit /b
)
if "%~1"=="" (call "%~dp0scripts\prepare.cmd" window || exit /b 1) else (call "%~dp0scripts\prepare.cmd" run || exit /b 1)
"%~dp0.venv\Scripts\python.exe" "%~dp0main.py" %*
exit /b
