namespace Shouwang.Dispatch;

/// <summary>Successive shortest augmenting paths: fills one place after the other, each as cheaply as can be.</summary>
internal static class ShortestPaths
{
    private const int TellEvery = 4096;

    /// <summary>False when stopped before the end, by the budget or by too many looks.</summary>
    internal static bool Run(MatchingState state, PlanMeter meter, long looksAllowed)
    {
        var search = new PlaceSearch(state);
        for (var need = 0; need < state.NeedCount; need++)
        {
            while (state.Open[need] > 0)
            {
                if (!meter.Spend() || search.Looks > looksAllowed) return false;
                if (!search.Place(need)) break;
            }
            if (need % TellEvery == 0) meter.Tell(null, null);
        }
        return true;
    }
}
