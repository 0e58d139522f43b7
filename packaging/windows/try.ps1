# The MSI on Windows itself: installed without a question, used, and removed. try.ps1 FOLDER
$ErrorActionPreference = "Stop"
$package = (Get-ChildItem (Join-Path $args[0] "griffel-*-windows-x64.msi")).FullName
$log = Join-Path $env:TEMP "griffel-msi.log"

function Install-Package([string]$how, [string]$what) {
    $ended = Start-Process msiexec -ArgumentList $how, "`"$what`"", "/qn", "/l*v", "`"$log`"" -Wait -PassThru
    if ($ended.ExitCode -ne 0) { Get-Content $log -Tail 50; throw "msiexec $how ended with $($ended.ExitCode)" }
}

Install-Package "/i" $package
$griffel = Join-Path $env:ProgramFiles "Griffel\griffel.exe"
$folder = Join-Path $env:TEMP "griffel-try"
& $griffel nieuw $folder
if ($LASTEXITCODE -ne 0) { throw "no work folder" }
& $griffel maak --map $folder
if ($LASTEXITCODE -ne 0) { throw "no PDFs" }
Get-ChildItem (Join-Path $folder "uitvoer") -Recurse -Filter *.pdf | Get-FileHash | Format-Table Hash, Path -AutoSize
Install-Package "/x" $package
if (Test-Path $griffel) { throw "it is still there" }
