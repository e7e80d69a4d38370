using System.Runtime.CompilerServices;

namespace Shouwang.Harness;

/// <summary>Hundreds of houses are built in one run; what each says about its empty folder would hide what matters.</summary>
static class QuietLogs
{
    [ModuleInitializer]
    internal static void Hush()
    {
        foreach (var talkative in (string[])["Microsoft.AspNetCore.StaticFiles", "Microsoft.AspNetCore.DataProtection"])
            Environment.SetEnvironmentVariable($"Logging__LogLevel__{talkative}", "Error");
    }
}
