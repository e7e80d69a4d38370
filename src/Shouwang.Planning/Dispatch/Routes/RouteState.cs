namespace Shouwang.Dispatch;

/// <summary>All tours during the search, with what is on none; changes since the last <see cref="Begin"/> can be taken back.</summary>
internal sealed class RouteState
{
    private readonly TourState[] saved;
    private readonly bool[] isTouched;
    private readonly List<int> touched = [];
    private readonly List<int> absentBefore = [];
    private long version;

    internal RouteState(RouteModel model)
    {
        Model = model;
        Tours = [.. Enumerable.Range(0, model.Problem.Vehicles.Count).Select(Empty)];
        saved = [.. Tours.Select(_ => new TourState())];
        isTouched = new bool[Tours.Length];
        IsClosed = new bool[Tours.Length];
        TourOf = new int[model.StopCount];
        Array.Fill(TourOf, -1);
    }

    internal RouteModel Model { get; }

    internal TourState[] Tours { get; }

    /// <summary>Vehicles that stay at home.</summary>
    internal bool[] IsClosed { get; }

    /// <summary>The tour of each stop, or −1.</summary>
    internal int[] TourOf { get; }

    /// <summary>Jobs on no tour.</summary>
    internal List<int> Absent { get; } = [];

    internal double Metres { get; private set; }

    internal int Used
    {
        get
        {
            var used = 0;
            foreach (var tour in Tours)
                if (tour.Count > 0) used++;
            return used;
        }
    }

    internal void Begin()
    {
        foreach (var tour in touched) isTouched[tour] = false;
        touched.Clear();
        absentBefore.Clear();
        absentBefore.AddRange(Absent);
    }

    internal void TakeBack()
    {
        foreach (var tour in touched)
        {
            Metres += saved[tour].Metres - Tours[tour].Metres;
            foreach (var stop in Tours[tour].Stops)
                if (TourOf[stop] == tour) TourOf[stop] = -1;
            (Tours[tour], saved[tour]) = (saved[tour], Tours[tour]);
        }
        foreach (var tour in touched)
            foreach (var stop in Tours[tour].Stops) TourOf[stop] = tour;
        Absent.Clear();
        Absent.AddRange(absentBefore);
    }

    internal void Insert(int job, int tour, Insertion place)
    {
        Touch(tour);
        Tours[tour].Insert(Model.FirstOf[job], place.After);
        TourOf[Model.FirstOf[job]] = tour;
        if (place.SecondAfter >= 0)
        {
            Tours[tour].Insert(Model.SecondOf[job], place.SecondAfter);
            TourOf[Model.SecondOf[job]] = tour;
        }
        Renew(tour);
    }

    /// <summary>Takes the jobs off the tour; they are then absent.</summary>
    internal void Remove(List<int> jobs, int tour)
    {
        Touch(tour);
        foreach (var job in jobs)
        {
            TourOf[Model.FirstOf[job]] = -1;
            if (Model.SecondOf[job] >= 0) TourOf[Model.SecondOf[job]] = -1;
        }
        Tours[tour].Leave(stop => TourOf[stop] != tour);
        Absent.AddRange(jobs);
        Renew(tour);
    }

    internal void CopyFrom(RouteState other)
    {
        for (var tour = 0; tour < Tours.Length; tour++)
        {
            Tours[tour].CopyFrom(other.Tours[tour]);
            Tours[tour].Version = ++version;
        }
        Array.Copy(other.IsClosed, IsClosed, IsClosed.Length);
        Array.Copy(other.TourOf, TourOf, TourOf.Length);
        Absent.Clear();
        Absent.AddRange(other.Absent);
        Metres = Tours.Sum(tour => tour.Metres);
    }

    private TourState Empty(int vehicle)
    {
        var tour = new TourState { Vehicle = vehicle };
        (tour.Nodes[0], tour.Nodes[1]) = (Model.StartOf(vehicle), Model.EndOf(vehicle));
        tour.Renew(Model, ++version);
        tour.Metres = 0; // nobody drives
        return tour;
    }

    private void Touch(int tour)
    {
        if (isTouched[tour]) return;
        isTouched[tour] = true;
        touched.Add(tour);
        saved[tour].CopyFrom(Tours[tour]);
    }

    private void Renew(int tour)
    {
        Metres -= Tours[tour].Metres;
        Tours[tour].Renew(Model, ++version);
        if (Tours[tour].Count == 0) Tours[tour].Metres = 0;
        Metres += Tours[tour].Metres;
    }
}
