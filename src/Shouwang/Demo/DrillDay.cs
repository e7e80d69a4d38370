namespace Shouwang.Demo;

/// <summary>A need that the drill will place: when, where, what. All by chance from one seed, the same each time.</summary>
sealed record DrillNeed(TimeSpan At, int Station, int Door, string Kind, bool Urgent, int Resident, bool ByClerk);

/// <summary>How people behave in a drill: minutes and chances, all drawn from one seeded source.</summary>
sealed class DrillDay(int seed)
{
    // Share of the day's needs by hour of day: two humps, as hotlines report them.
    private static readonly (int Hour, int Weight)[] Hours =
        [(7, 2), (8, 6), (9, 11), (10, 12), (11, 8), (12, 5), (13, 5), (14, 8), (15, 10), (16, 10), (17, 8), (18, 6), (19, 5), (20, 3), (21, 1)];

    private static readonly (string Note, int Weight)[] Notes =
        [("家里老人行动不便，麻烦送到门口", 3), ("大概十点以后方便", 3), ("请先打个电话再上来", 2), ("电梯停用，在五层", 1), ("", 6)];

    private readonly Random chance = new(seed);

    /// <summary>The day's needs in order of time.</summary>
    public IReadOnlyList<DrillNeed> Needs(int orders, int stations, int doorsPerStation, IReadOnlyList<string> kinds) =>
    [
        .. Enumerable.Range(0, orders).Select(n => new DrillNeed(
                TimeSpan.FromHours(MadeUpPeople.Weighted(Hours, chance)) + TimeSpan.FromSeconds(chance.Next(3600)),
                chance.Next(stations), chance.Next(doorsPerStation), kinds[Skewed(kinds.Count)],
                chance.NextDouble() < 0.12, n, chance.NextDouble() < 0.35))
            .OrderBy(need => need.At),
    ];

    /// <summary>What a resident writes beside the kind; often nothing.</summary>
    public string Note() => MadeUpPeople.Weighted(Notes, chance);

    /// <summary>Seconds until a dispatcher looks at a new card.</summary>
    public TimeSpan DispatcherLooks(bool urgent) => TimeSpan.FromSeconds(urgent ? 10 + chance.Next(40) : 20 + chance.Next(160));

    /// <summary>What an asked volunteer does, and after how long.</summary>
    public (DrillAnswer Answer, TimeSpan After) Answer() => chance.NextDouble() switch
    {
        < 0.72 => (DrillAnswer.Accept, LogNormal(90)),
        < 0.86 => (DrillAnswer.Decline, LogNormal(70)),
        _ => (DrillAnswer.Nothing, TimeSpan.Zero),
    };

    /// <summary>How a volunteer keeps his word.</summary>
    public DrillConduct Conduct() => chance.NextDouble() switch
    {
        < 0.03 => DrillConduct.HandsBack,
        < 0.05 => DrillConduct.DoesNotAppear,
        < 0.08 => DrillConduct.ForgetsToCheckOut,
        _ => DrillConduct.Serves,
    };

    /// <summary>Early or late against the plan, in minutes: most within ten.</summary>
    public TimeSpan Punctuality() => TimeSpan.FromMinutes(-8 + chance.Next(16));

    /// <summary>How long the service really takes, as a share of the plan.</summary>
    public double Pace() => 0.75 + 0.5 * chance.NextDouble();

    /// <summary>Stars of a resident, or null for no review; and after how long.</summary>
    public (int? Stars, TimeSpan After) Review() => (
        MadeUpPeople.Weighted<int?>([(5, 62), (4, 18), (3, 5), (2, 2), (1, 1), (null, 12)], chance), LogNormal(40 * 60));

    /// <summary>How the dispatcher sends an order out: mostly in waves.</summary>
    public Dispatch.DispatchMode Mode() => chance.NextDouble() < 0.88 ? Dispatch.DispatchMode.Waves : Dispatch.DispatchMode.Claiming;

    /// <summary>Now and then a resident no longer needs it.</summary>
    public bool Withdraws() => chance.NextDouble() < 0.03;

    private TimeSpan LogNormal(double medianSeconds)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
        return TimeSpan.FromSeconds(Math.Min(medianSeconds * Math.Exp(0.7 * normal), medianSeconds * 8));
    }

    // The first kinds of a menu are asked for most.
    private int Skewed(int count) => Math.Min(count - 1, (int)(count * Math.Pow(chance.NextDouble(), 1.7)));
}

enum DrillAnswer { Accept, Decline, Nothing }

enum DrillConduct { Serves, HandsBack, DoesNotAppear, ForgetsToCheckOut }
