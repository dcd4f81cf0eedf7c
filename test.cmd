@echo off
rem Checks everything on Windows, like ./test elsewhere. Not tried on Windows yet.
setlocal
call "%~dp0scripts\prepare.cmd" test || exit /b 1
"%~dp0.venv\Scripts\python.exe" "%~dp0scripts\checks.py" %*
exit /b
