# Picks a JDK and a Maven for mvnw.cmd and prints them as MVNW_JAVA_HOME=... and MVNW_MAVEN=...; whatever a person
# has to know goes to the error stream. The rules are those of the shell script mvnw.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$MavenVersion = '3.9.12'
$MavenSha512 = '0ef0d074761a55e7b982fd7f2cd6ea2da028289c73156ebd488c0513efbff8a64ac5bc0c11c3b8bbced930ce15238ecef344b0e065ae54f7cdca8c86cf39e736'
$LeastJava = 21

function Say($text) { [Console]::Error.WriteLine($text) }

function JavaMajor($folder) {
    if (-not $folder -or -not (Test-Path (Join-Path $folder 'bin\javac.exe'))) { return 0 }
    $release = Join-Path $folder 'release'
    if (Test-Path $release) {
        foreach ($line in Get-Content $release) {
            if ($line -match '^JAVA_VERSION="?(\d+)') { return [int]$Matches[1] }
        }
    }
    return 0
}

function PickJdk {
    if ((JavaMajor $env:JAVA_HOME) -ge $LeastJava) { return $env:JAVA_HOME }
    $roots = @("$env:ProgramFiles\Java", "$env:ProgramFiles\Eclipse Adoptium", "$env:ProgramFiles\Microsoft",
        "$env:ProgramFiles\Zulu", "$env:ProgramFiles\Amazon Corretto", "$env:LOCALAPPDATA\Programs\Eclipse Adoptium",
        "$env:USERPROFILE\.jdks", "$env:USERPROFILE\scoop\apps")
    $best = $null; $bestMajor = 0
    foreach ($root in $roots) {
        if (-not (Test-Path $root)) { continue }
        foreach ($folder in Get-ChildItem $root -Directory) {
            foreach ($candidate in @($folder.FullName, (Join-Path $folder.FullName 'current'))) {
                $major = JavaMajor $candidate
                if ($major -ge $LeastJava -and $major -gt $bestMajor) { $best = $candidate; $bestMajor = $major }
            }
        }
    }
    if (-not $best) {
        Say "This project needs a JDK of version $LeastJava or newer, and none was found (JAVA_HOME is '$env:JAVA_HOME')."
        Say 'Install one, for example:  winget install EclipseAdoptium.Temurin.25.JDK'
        Say 'or set JAVA_HOME to the JDK you have.'
        exit 1
    }
    return $best
}

function RecentEnough($mvn) {
    $line = (& $mvn -v 2>$null | Select-String -Pattern 'Apache Maven (\d+)\.(\d+)' | Select-Object -First 1)
    if (-not $line) { return $false }
    $major = [int]$line.Matches[0].Groups[1].Value; $minor = [int]$line.Matches[0].Groups[2].Value
    return ($major -gt 3) -or ($major -eq 3 -and $minor -ge 9)
}

function FetchMaven($kept, $oldMaven) {
    $work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
    New-Item -ItemType Directory $work | Out-Null
    try {
        $zip = Join-Path $work "apache-maven-$MavenVersion-bin.zip"
        if ($oldMaven) {
            & $oldMaven -q -B 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy' `
                "-Dartifact=org.apache.maven:apache-maven:${MavenVersion}:zip:bin" "-DoutputDirectory=$work" `
                '-Dmdep.useBaseVersion=true' *> (Join-Path $work 'log')
        }
        if (-not (Test-Path $zip)) {
            Invoke-WebRequest -UseBasicParsing -OutFile $zip `
                "https://archive.apache.org/dist/maven/maven-3/$MavenVersion/binaries/apache-maven-$MavenVersion-bin.zip"
        }
        if ((Get-FileHash $zip -Algorithm SHA512).Hash -ne $MavenSha512) {
            Say "The Maven $MavenVersion that was fetched is not the one this project expects (SHA-512 differs): not used."
            exit 1
        }
        Expand-Archive $zip $work
        New-Item -ItemType Directory -Force (Split-Path $kept) | Out-Null
        if (-not (Test-Path $kept)) { Move-Item (Join-Path $work "apache-maven-$MavenVersion") $kept }
    } finally {
        Remove-Item -Recurse -Force $work
    }
}

$jdk = PickJdk
$env:JAVA_HOME = $jdk
$found = Get-Command mvn.cmd -ErrorAction SilentlyContinue | Select-Object -First 1
$onPath = if ($found) { $found.Source } else { $null }
if ($onPath -and (RecentEnough $onPath)) {
    $maven = $onPath
} else {
    $base = if ($env:MAVEN_USER_HOME) { $env:MAVEN_USER_HOME } else { Join-Path $env:USERPROFILE '.m2' }
    $kept = Join-Path $base "wrapper\dists\apache-maven-$MavenVersion\$($MavenSha512.Substring(0, 8))"
    $maven = Join-Path $kept 'bin\mvn.cmd'
    if (-not (Test-Path $maven)) { FetchMaven $kept $onPath }
}
Write-Output "MVNW_JAVA_HOME=$jdk"
Write-Output "MVNW_MAVEN=$maven"
