namespace Shouwang.Dispatch;

/// <summary>The problem laid out for the search: stops and the ends of tours as nodes, jobs (a stop, or a pick-up with its delivery), kinds of vehicles.</summary>
/// <remarks>Nodes 0…S−1 are the stops; each kind of vehicle has two more, its start and its end.</remarks>
internal sealed class RouteModel
{
    internal RouteModel(RouteProblem problem)
    {
        Problem = problem;
        StopCount = problem.Stops.Count;
        FillKinds();
        NodeCount = StopCount + 2 * Kinds.Count;
        (Ready, Due, Service, Load) = (new double[NodeCount], new double[NodeCount], new double[NodeCount], new double[StopCount]);
        var places = FillNodes();
        (MetresFrom, MetresTo) = Matrices(problem.Ways.Metres, problem.Ways.Places, places);
        (MinutesFrom, MinutesTo) = problem.Ways.Minutes == problem.Ways.Metres ? (MetresFrom, MetresTo) : Matrices(problem.Ways.Minutes, problem.Ways.Places, places);
        FillJobs();
        IsServable = [.. Enumerable.Range(0, JobCount).Select(job => Enumerable.Range(0, problem.Vehicles.Count).Any(vehicle => CanServeAlone(job, vehicle)))];
        Near = NearestJobs();
    }

    internal RouteProblem Problem { get; }

    internal int StopCount { get; }

    internal int NodeCount { get; }

    internal double[] Ready { get; }

    internal double[] Due { get; }

    internal double[] Service { get; }

    internal double[] Load { get; }

    /// <summary>Ways from each node (rows) to the others.</summary>
    internal double[] MetresFrom { get; }

    /// <summary>Ways to each node (rows) from the others; the same array when there is no difference.</summary>
    internal double[] MetresTo { get; }

    internal double[] MinutesFrom { get; }

    internal double[] MinutesTo { get; }

    /// <summary>One vehicle of each kind; vehicles of a kind are interchangeable.</summary>
    internal List<int> Kinds { get; } = [];

    internal int[] KindOf { get; private set; } = [];

    internal int JobCount { get; private set; }

    internal int[] JobOf { get; private set; } = [];

    internal int[] FirstOf { get; private set; } = [];

    /// <summary>The delivery of a pick-up, or −1.</summary>
    internal int[] SecondOf { get; private set; } = [];

    internal bool HasPairs { get; private set; }

    /// <summary>False for a job that no vehicle could serve even alone.</summary>
    internal bool[] IsServable { get; }

    /// <summary>For each job the others, nearest first.</summary>
    internal int[][] Near { get; }

    internal int StartOf(int vehicle) => StopCount + 2 * KindOf[vehicle];

    internal int EndOf(int vehicle) => StopCount + 2 * KindOf[vehicle] + 1;

    /// <summary>True when a tour of this vehicle must be judged as a whole, not place by place.</summary>
    internal bool NeedsWholeTour(int vehicle) =>
        HasPairs || Problem.Vehicles[vehicle].Break is not null || double.IsFinite(Problem.Vehicles[vehicle].LongestMinutes);

    /// <summary>Skills and wishes; says nothing about time and room.</summary>
    internal bool MayServe(int job, int vehicle) => MayVisit(FirstOf[job], vehicle) && (SecondOf[job] < 0 || MayVisit(SecondOf[job], vehicle));

    internal bool HasSkills(int job, int vehicle) => HasSkill(FirstOf[job], vehicle) && (SecondOf[job] < 0 || HasSkill(SecondOf[job], vehicle));

    internal double SizeOf(int job) => Load[FirstOf[job]];

    private bool CanServeAlone(int job, int vehicle)
    {
        if (!MayServe(job, vehicle)) return false;
        int[] nodes = SecondOf[job] < 0 ? [StartOf(vehicle), FirstOf[job], EndOf(vehicle)] : [StartOf(vehicle), FirstOf[job], SecondOf[job], EndOf(vehicle)];
        return TourTimes.Fits(this, vehicle, nodes);
    }

    private bool MayVisit(int stop, int vehicle) => HasSkill(stop, vehicle) && (Problem.Stops[stop].Pinned is not { } pinned || pinned == vehicle);

    private bool HasSkill(int stop, int vehicle) => (Problem.Stops[stop].Skills & Problem.Vehicles[vehicle].Skills) == Problem.Stops[stop].Skills;

    // A vehicle that something is pinned to is like no other.
    private void FillKinds()
    {
        var pinned = Problem.Stops.Where(stop => stop.Pinned is not null).Select(stop => stop.Pinned!.Value).ToHashSet();
        var known = new Dictionary<(RouteVehicle, int), int>();
        KindOf = new int[Problem.Vehicles.Count];
        for (var vehicle = 0; vehicle < KindOf.Length; vehicle++)
        {
            var key = (Problem.Vehicles[vehicle], pinned.Contains(vehicle) ? vehicle : -1);
            if (!known.TryGetValue(key, out KindOf[vehicle]))
            {
                known[key] = KindOf[vehicle] = Kinds.Count;
                Kinds.Add(vehicle);
            }
        }
    }

    private int[] FillNodes()
    {
        var places = new int[NodeCount];
        for (var stop = 0; stop < StopCount; stop++)
        {
            var from = Problem.Stops[stop];
            (places[stop], Ready[stop], Due[stop], Service[stop]) = (from.Place, from.From, from.Until, from.Minutes);
            Load[stop] = from.PickUp is { } pickUp ? Problem.Stops[pickUp].Load : from.Load;
        }
        for (var kind = 0; kind < Kinds.Count; kind++)
        {
            var vehicle = Problem.Vehicles[Kinds[kind]];
            var node = StopCount + 2 * kind;
            (places[node], places[node + 1]) = (vehicle.Start, vehicle.End);
            (Ready[node], Ready[node + 1], Due[node], Due[node + 1]) = (vehicle.From, vehicle.From, vehicle.Until, vehicle.Until);
        }
        return places;
    }

    private void FillJobs()
    {
        var delivery = new int[StopCount];
        Array.Fill(delivery, -1);
        for (var stop = 0; stop < StopCount; stop++)
            if (Problem.Stops[stop].PickUp is { } pickUp) delivery[pickUp] = stop;
        FirstOf = [.. Enumerable.Range(0, StopCount).Where(stop => Problem.Stops[stop].PickUp is null)];
        SecondOf = [.. FirstOf.Select(stop => delivery[stop])];
        (JobCount, JobOf) = (FirstOf.Length, new int[StopCount]);
        HasPairs = SecondOf.Any(stop => stop >= 0);
        for (var job = 0; job < JobCount; job++)
        {
            JobOf[FirstOf[job]] = job;
            if (SecondOf[job] >= 0) JobOf[SecondOf[job]] = job;
        }
    }

    private int[][] NearestJobs()
    {
        var near = new int[JobCount][];
        for (var job = 0; job < JobCount; job++)
        {
            var row = FirstOf[job] * NodeCount;
            var others = Enumerable.Range(0, JobCount).ToArray();
            var keys = Array.ConvertAll(others, other => (other == job ? -1 : MetresFrom[row + FirstOf[other]], other));
            Array.Sort(keys, others);
            near[job] = others;
        }
        return near;
    }

    private (double[] From, double[] To) Matrices(double[] ways, int width, int[] places)
    {
        var (from, to, isSame) = (new double[NodeCount * NodeCount], new double[NodeCount * NodeCount], true);
        for (var a = 0; a < NodeCount; a++)
            for (var b = 0; b < NodeCount; b++)
            {
                from[a * NodeCount + b] = ways[places[a] * width + places[b]];
                to[a * NodeCount + b] = ways[places[b] * width + places[a]];
                isSame &= from[a * NodeCount + b] == to[a * NodeCount + b];
            }
        return (from, isSame ? from : to);
    }
}
