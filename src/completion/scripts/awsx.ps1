# Completion of awsx for PowerShell. In the file that $PROFILE names:
# awsx completion powershell | Out-String | Invoke-Expression

# Candidates come from awsx itself and are never evaluated: what is not plain is quoted, and what
# quotes might not hold in every PowerShell is left out.
Register-ArgumentCompleter -Native -CommandName awsx -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @(
        foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
            if ($element.Extent.EndOffset -ge $cursorPosition) { break }
            if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                $element.Value
            } else {
                $element.Extent.Text
            }
        }
    )
    $typed = $wordToComplete.TrimStart("'", '"')
    $program = Get-Command -Name awsx -CommandType Application -TotalCount 1
    $kind, $lines = & $program __complete "=$typed" @words 2>$null
    if ($kind -cne 'words') { return }

    foreach ($line in $lines) {
        $word, $description = $line -split "`t", 2
        if ($word -cnotmatch '^[ !#-~]+$') { continue }
        if (-not $word.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase)) { continue }
        if (-not $description) { $description = $word }
        $text = $word
        if ($word -cnotmatch '^[A-Za-z0-9_-][A-Za-z0-9_./:+=-]*$') {
            $text = "'" + $word.Replace("'", "''") + "'"
        }
        [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $description)
    }
}
