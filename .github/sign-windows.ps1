# sign-windows.ps1 FILE: signs an executable with Authenticode. Without a certificate it does nothing.
param([Parameter(Mandatory)][string] $File)
$ErrorActionPreference = 'Stop'
if (-not $env:CERTIFICATE) {
  Write-Output "No certificate for Windows: $File is not signed."
  exit 0
}

$bytes = [Convert]::FromBase64String($env:CERTIFICATE)
$certificate = [System.Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadPkcs12($bytes, $env:CERTIFICATE_PASSWORD)
$signed = Set-AuthenticodeSignature -FilePath $File -Certificate $certificate -HashAlgorithm SHA256 `
  -IncludeChain All -TimestampServer 'http://timestamp.digicert.com'
if ($signed.Status -ne 'Valid') {
  throw "The signature of $File is not valid: $($signed.StatusMessage)"
}
