using Spectre.Console;

namespace Shouwang.Host;

/// <summary>Progress bars on the error stream, so that the answer stays clean; plain lines where nobody's terminal is behind it.</summary>
static class Bars
{
    /// <summary>The error stream, in colour only on a terminal.</summary>
    public static IAnsiConsole OnErrorStream() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsErrorRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    public static Task Show(Func<ProgressContext, Task> work) =>
        OnErrorStream().Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(work);

    public static IProgress<(string What, double Share)> Of(ProgressContext context) => new Told(context);

    private sealed class Told(ProgressContext context) : IProgress<(string What, double Share)>
    {
        private readonly Dictionary<string, ProgressTask> bars = [];

        public void Report((string What, double Share) value)
        {
            if (!bars.TryGetValue(value.What, out var bar)) bars[value.What] = bar = context.AddTask(value.What, maxValue: 1);
            bar.Value = value.Share;
        }
    }
}
