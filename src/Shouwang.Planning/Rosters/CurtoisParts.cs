namespace Shouwang.Rosters;

/// <summary>The parts of an instance file while it is read.</summary>
internal sealed class CurtoisParts
{
    private readonly HashSet<(int Day, int Shift)> covered = [];

    internal int Days;

    internal List<(int Line, string Name, int Minutes, string[] NotNext)> Shifts { get; } = [];

    internal List<(string Id, int[] Caps, int[] Numbers, HashSet<int> DaysOff, List<RosterWish> Wishes)> Staff { get; } = [];

    internal List<RosterNeed> Cover { get; } = [];

    internal bool AddShift(int line, string name, int minutes, string[] notNext)
    {
        if (Shifts.Any(known => known.Name == name)) return false;
        Shifts.Add((line, name, minutes, notNext));
        return true;
    }

    internal bool AddStaff(string id, int[] caps, int[] numbers)
    {
        if (Staff.Any(known => known.Id == id)) return false;
        Staff.Add((id, caps, numbers, [], []));
        return true;
    }

    internal bool AddCover(RosterNeed need)
    {
        if (!covered.Add((need.Day, need.Shift))) return false;
        Cover.Add(need);
        return true;
    }

    /// <summary>A shift that is forbidden after another, but does not exist.</summary>
    internal (int Line, string Shift)? UnknownShift()
    {
        foreach (var shift in Shifts)
            foreach (var next in shift.NotNext)
                if (Shifts.TrueForAll(known => known.Name != next)) return (shift.Line, next);
        return null;
    }

    internal CurtoisInstance Build()
    {
        // Cover that a file does not name costs nothing either way.
        for (var day = 0; day < Days; day++)
            for (var shift = 0; shift < Shifts.Count; shift++) AddCover(new(0, day, shift, 0, 0, 0, 0));
        var contracts = new Dictionary<string, int>();
        var (known, people) = (new List<RosterContract>(), new List<RosterPerson>());
        foreach (var (_, caps, numbers, daysOff, wishes) in Staff)
        {
            var key = $"{string.Join(',', caps.Select(Cap))}/{string.Join(',', numbers)}";
            if (contracts.TryAdd(key, known.Count)) known.Add(Contract(caps, numbers));
            people.Add(new() { Contract = contracts[key], OpenShifts = Open(caps, daysOff), Wishes = [.. wishes] });
        }
        var shifts = Shifts.Select(shift => new RosterShift(shift.Name, 0, shift.Minutes, false, [.. shift.NotNext.Select(Number).Distinct()]));
        var problem = new RosterProblem { Days = Days, Shifts = [.. shifts], Needs = [.. Cover], Contracts = [.. known], People = [.. people] };
        return new(problem, [.. Staff.Select(person => person.Id)]);
    }

    /// <summary>A cap of none is unavailability; then people who may never stand a shift share their contract with those who may.</summary>
    private int Cap(int cap) => cap == 0 ? Days : Math.Min(cap, Days);

    private RosterContract Contract(int[] caps, int[] numbers) => new()
    {
        MaxOfShift = [.. caps.Select(Cap)],
        MaxMinutes = numbers[0],
        MinMinutes = numbers[1],
        MaxRun = numbers[2],
        MinRun = Math.Max(1, numbers[3]),
        MinOff = Math.Max(1, numbers[4]),
        MaxWeekends = numbers[5],
    };

    private ulong[] Open(int[] caps, HashSet<int> daysOff)
    {
        var all = 0UL;
        for (var shift = 0; shift < caps.Length; shift++)
            if (caps[shift] > 0) all |= 1UL << shift;
        return [.. Enumerable.Range(0, Days).Select(day => daysOff.Contains(day) ? 0 : all)];
    }

    private int Number(string shift) => Shifts.FindIndex(known => known.Name == shift);
}
