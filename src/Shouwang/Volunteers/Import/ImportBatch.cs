using System.Globalization;
using System.Security.Cryptography;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Decides the rows of one batch and writes those who are new, past the change tracker: people, skills, facts, rejected rows.</summary>
public sealed class ImportBatch(ShouwangDb db, ImportFile files, VolunteerWords words, FactWriter facts, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    private readonly Dictionary<string, Unit?> units = [];
    private readonly Dictionary<UInt128, int> tried = [];
    private ImportColumns columns = new(new Dictionary<ImportField, int>());
    private string path = "/";

    /// <summary>What the file's rows mean, and below which unit they may lie.</summary>
    public void Begin(ImportColumns meaning, string unitPath) => (columns, path) = (meaning, unitPath);

    public async Task<ImportCount> Run(VolunteerImport import, TableRow[] rows, bool trial, CancellationToken cancel)
    {
        var (now, count, write) = (clock.GetUtcNow(), import.Count, new Written(import.Id));
        var read = rows.Select(row => (Row: row, Person: ImportedPerson.Read(row.Cells, columns, now.Year))).ToList();
        var indexes = read.Where(row => row.Person.IsOk).ToDictionary(row => row.Row, row => words.PhoneIndex(row.Person.Value.Phone));
        var known = await Known([.. indexes.Values.Distinct()], cancel);
        var numbers = await NewNumbers(trial ? 0 : indexes.Count, cancel);
        foreach (var (row, person) in read)
        {
            var decided = person.IsOk ? await Decide(import, person.Value, indexes[row], known, trial, numbers, now, cancel) : Result<Volunteer?>.Refuse(person.Refusals);
            if (!decided.IsOk) write.Reject(row.Number, files.Seal(row.Cells, decided.Refusals));
            else if (decided.Value is { } made && !trial) write.Make(made);
            count = count.And(decided is { IsOk: true, Value: not null }, !decided.IsOk, files.HashOf(row.Cells));
        }
        await write.To(db, facts, cancel);
        return count;
    }

    // A person to be made, null for one who is there already, or why not.
    private async Task<Result<Volunteer?>> Decide(
        VolunteerImport import, ImportedPerson person, BlindIndex index, Dictionary<BlindIndex, KnownPhone> known, bool trial, Queue<string> numbers, DateTimeOffset now, CancellationToken cancel)
    {
        var unit = await Unit(person.Unit, import, cancel);
        if (!unit.IsOk) return Result<Volunteer?>.Refuse(unit.Refusals);
        if (known.TryGetValue(index, out var there)) return Again(there, person.Name);
        if (trial && !Remember(index, person.Name, out var same)) return same ? Result<Volunteer?>.Ok(null) : new Refusal("volunteers.import.phone-twice").At(nameof(ImportField.Phone));
        var applied = Volunteer.Apply(ids.New<VolunteerId>(), trial ? "" : numbers.Dequeue(), unit.Value, new VolunteerDetails
        {
            Name = person.Name, Phone = trial ? default : words.SealPhone(person.Phone), PhoneIndex = index, Gender = person.Gender, BirthYear = person.BirthYear,
            Skills = person.Skills, Languages = person.Languages, Place = unit.Value.Place,
        }, approved: true, now);
        if (!applied.IsOk) return Result<Volunteer?>.Refuse(applied.Refusals);
        known[index] = new KnownPhone(person.Name, unit.Value.UnitPath, applied.Value.Number);
        return Result<Volunteer?>.Ok(applied.Value);
    }

    // The same person a second time changes nothing; another name under a known phone is for a human to decide.
    private Result<Volunteer?> Again(KnownPhone there, string name)
    {
        if (!current.Rights.May(VolunteersAccess.See, there.UnitPath)) return new Refusal("volunteers.import.phone-elsewhere").At(nameof(ImportField.Phone));
        if (there.Name == name) return Result<Volunteer?>.Ok(null);
        return (there.Number.Length == 0 ? new Refusal("volunteers.import.phone-twice") : new Refusal("volunteers.import.phone-of-another", ("number", there.Number))).At(nameof(ImportField.Phone));
    }

    private async Task<Result<Unit>> Unit(string? code, VolunteerImport import, CancellationToken cancel)
    {
        var key = code ?? "";
        if (!units.TryGetValue(key, out var unit))
            units[key] = unit = code is null ? await db.Units().AsNoTracking().FirstAsync(u => u.Id == import.UnitId, cancel) : await db.Units().AsNoTracking().FirstOrDefaultAsync(u => u.Code == code && u.UnitPath.StartsWith(path), cancel);
        if (unit is null) return new Refusal("volunteers.import.row-unit").At(nameof(ImportField.Unit));
        return unit.IsOpenOn(LocalTime.Today(clock)) ? unit : new Refusal("organization.unit.closed", ("name", unit.Name)).At(nameof(ImportField.Unit));
    }

    private async Task<Dictionary<BlindIndex, KnownPhone>> Known(List<BlindIndex> indexes, CancellationToken cancel) =>
        await db.Volunteers().AsNoTracking().Where(v => indexes.Contains(v.PhoneIndex))
            .Select(v => new { v.PhoneIndex, Known = new KnownPhone(v.Name, v.UnitPath, v.Number) }).ToDictionaryAsync(v => v.PhoneIndex, v => v.Known, cancel);

    // Numbers are drawn by chance out of ninety million: in a large list some would be taken.
    private async Task<Queue<string>> NewNumbers(int count, CancellationToken cancel)
    {
        var drawn = new HashSet<string>();
        while (drawn.Count < count)
        {
            var more = new HashSet<string>();
            while (drawn.Count + more.Count < count)
                if ("SW" + RandomNumberGenerator.GetInt32(10_000_000, 100_000_000).ToString(CultureInfo.InvariantCulture) is var number && !drawn.Contains(number)) more.Add(number);
            var list = more.ToList();
            more.ExceptWith(await db.Volunteers().Where(v => list.Contains(v.Number)).Select(v => v.Number).ToListAsync(cancel));
            drawn.UnionWith(more);
        }
        return new Queue<string>(drawn);
    }

    // A million phones of a trial in some forty megabytes: the first half of the keyed index, and the name's hash.
    private bool Remember(BlindIndex index, string name, out bool sameName)
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(index.Hash);
        var (key, hash) = (System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes), string.GetHashCode(name, StringComparison.Ordinal));
        sameName = tried.TryGetValue(key, out var before) && before == hash;
        return tried.TryAdd(key, hash);
    }

    private sealed record KnownPhone(string Name, string UnitPath, string Number);

    /// <summary>The rows of a batch on their way into the tables.</summary>
    private sealed class Written(Guid import)
    {
        private readonly BulkTable people = new("volunteers", "id", "number", "name", "phone", "phone_index", "gender", "birth_year", "state", "signed_up_at", "on_duty", "latitude", "longitude",
            "most_minutes_per_day", "most_minutes_per_week", "language_codes", "availability_json", "version", "unit_id", "unit_path");
        private readonly BulkTable skills = new("volunteer_skills", "volunteer_id", "code");
        private readonly BulkTable made = new("volunteer_import_people", "import_id", "volunteer_id");
        private readonly BulkTable rejects = new("volunteer_import_rejects", "import_id", "number", "content");
        private readonly List<FactsOfSave> drafts = [];

        public void Reject(int number, string content) => rejects.Add(import, number, content);

        public void Make(Volunteer v)
        {
            people.Add(v.Id.Value, v.Number, v.Name, v.Phone.Cipher, v.PhoneIndex.Hash, v.Gender.ToString(), v.BirthYear, v.State.ToString(), v.SignedUpAt, v.OnDuty, v.Latitude, v.Longitude,
                v.MostMinutesPerDay, v.MostMinutesPerWeek, v.LanguageCodes, v.AvailabilityJson, 1, v.UnitId.Value, v.UnitPath);
            foreach (var skill in v.Skills) skills.Add(v.Id.Value, skill.Code);
            made.Add(import, v.Id.Value);
            drafts.Add(new FactsOfSave(v.UnitId, v.UnitPath, 1, [.. v.UnwrittenFacts]));
        }

        public async Task To(ShouwangDb db, FactWriter facts, CancellationToken cancel)
        {
            await Bulk.Write(db, [people, skills, made, rejects], cancel);
            await facts.Pour(db, drafts, cancel);
        }
    }
}
