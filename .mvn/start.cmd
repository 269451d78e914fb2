@REM What mvnw.cmd does first, as start.sh does for mvnw: it finds a JDK 25 or newer and starts Maven on it. Where there is none
@REM it says so in one line.

@SET "__MVNW_JDK="
@FOR %%H IN ("%JAVA_HOME%") DO @IF NOT DEFINED __MVNW_JDK IF EXIST "%%~H\bin\javac.exe" FINDSTR /R /C:"^JAVA_VERSION=.2[5-9]" "%%~H\release" >NUL 2>&1 && SET "__MVNW_JDK=%%~H"
@FOR /F "delims=" %%J IN ('where javac 2^>NUL') DO @FOR %%H IN ("%%~dpJ..") DO @IF NOT DEFINED __MVNW_JDK FINDSTR /R /C:"^JAVA_VERSION=.2[5-9]" "%%~fH\release" >NUL 2>&1 && SET "__MVNW_JDK=%%~fH"
@FOR /D %%H IN ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\.m2\jdks\*" "%USERPROFILE%\.gradle\jdks\*") DO @IF NOT DEFINED __MVNW_JDK IF EXIST "%%~H\bin\javac.exe" FINDSTR /R /C:"^JAVA_VERSION=.2[5-9]" "%%~H\release" >NUL 2>&1 && SET "__MVNW_JDK=%%~H"
@IF DEFINED __MVNW_JDK SET "JAVA_HOME=%__MVNW_JDK%"
@IF NOT DEFINED __MVNW_JDK IF NOT EXIST "%USERPROFILE%\.m2\toolchains.xml" (
  ECHO A JDK 25 is needed and none was found: install one, such as Eclipse Temurin 25 ^(https://adoptium.net/installation/^), or point JAVA_HOME at it.>&2
  EXIT /B 1
)
@SET "__MVNW_JDK="
@EXIT /B 0
