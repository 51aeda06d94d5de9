@echo off
rem The only entry point to the build, for Windows. It needs neither a configured JAVA_HOME nor a recent Maven:
rem   1. a JDK of at least 21: JAVA_HOME, else the newest one where the usual installers keep them;
rem   2. a Maven of at least 3.9: the one on the PATH, else 3.9.12, fetched once and kept under .m2\wrapper.
setlocal EnableExtensions
set "MVNW_PROJECT=%~dp0"
for /f "usebackq tokens=1,* delims==" %%A in (`powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0.mvn\pick.ps1"`) do set "%%A=%%B"
if not defined MVNW_MAVEN exit /b 1
set "JAVA_HOME=%MVNW_JAVA_HOME%"
set "M2_HOME="
set "MAVEN_HOME="
rem Whoever asks the doctor wants to hear the doctor only.
set "MVNW_QUIET="
echo " %* " | findstr /c:" -Pdoctor " >nul && set "MVNW_QUIET=-q"
call "%MVNW_MAVEN%" %MVNW_QUIET% %*
exit /b %ERRORLEVEL%
