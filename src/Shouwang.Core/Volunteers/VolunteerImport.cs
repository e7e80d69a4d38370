namespace Shouwang.Volunteers;

/// <summary>导入状态.</summary>
public enum ImportState
{
    /// <summary>待对列: the file is here; somebody has to say which column is what.</summary>
    [Term("待对列")] Uploaded,

    /// <summary>试导中: every row is being checked, nothing is written.</summary>
    [Term("试导中")] Checking,

    /// <summary>已试导: checked; waits for somebody to start it.</summary>
    [Term("已试导")] Checked,

    /// <summary>导入中.</summary>
    [Term("导入中")] Running,

    /// <summary>已完成.</summary>
    [Term("已完成")] Finished,

    /// <summary>已取消: what was written before stays, and can be undone.</summary>
    [Term("已取消")] Cancelled,

    /// <summary>未完成: it could not go on; the reason stands with it.</summary>
    [Term("未完成")] Failed,

    /// <summary>撤回中.</summary>
    [Term("撤回中")] Undoing,

    /// <summary>整批已撤回.</summary>
    [Term("整批已撤回")] Undone,
}

/// <summary>导入行数: what became of the rows so far. Rows = made + unchanged + rejected, always.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Made">People made (or, in a trial, people who could be).</param>
/// <param name="Unchanged">People who were there already; nothing was changed.</param>
/// <param name="Rejected">Rows that were not taken, each with its reason.</param>
/// <param name="Checksum">核对码: sum of a keyed hash of every row, modulo 2⁶⁴; equal whenever the same rows were read, in whatever order.</param>
public sealed record ImportCount(int Rows, int Made, int Unchanged, int Rejected, ulong Checksum)
{
    /// <summary>Nothing yet.</summary>
    public static ImportCount None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>One more row.</summary>
    public ImportCount And(bool made, bool rejected, ulong hash) =>
        new(Rows + 1, Made + (made ? 1 : 0), Unchanged + (made || rejected ? 0 : 1), Rejected + (rejected ? 1 : 0), unchecked(Checksum + hash));
}

/// <summary>志愿者导入: one list of people on its way into the register, from the upload to the undoing.</summary>
public sealed class VolunteerImport : Aggregate
{
    private VolunteerImport() { }

    /// <summary>The id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Who brought it; it runs with his rights as they are then.</summary>
    public ActorKind ByKind { get; private set; }

    /// <summary>Which account.</summary>
    public Guid ById { get; private set; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>When it came to its end.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>工作表: which sheet of a workbook; empty for a text file.</summary>
    public string SheetName { get; private set; } = "";

    /// <summary>Fingerprint of the file (SHA-256, keyed).</summary>
    public string FileHash { get; private set; } = "";

    /// <summary>状态.</summary>
    public ImportState State { get; private set; }

    /// <summary>列名, as they stand in the file, as JSON.</summary>
    public string HeadingsJson { get; private set; } = "[]";

    /// <summary>列对应 as JSON: field name and column.</summary>
    public string ColumnsJson { get; private set; } = "{}";

    /// <summary>Rows read by the step that runs, or ran last.</summary>
    public int Rows { get; private set; }

    /// <summary>People made.</summary>
    public int Made { get; private set; }

    /// <summary>People who were there.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Rows rejected.</summary>
    public int Rejected { get; private set; }

    /// <summary>核对码 of the rows read so far.</summary>
    public string Checksum { get; private set; } = "";

    /// <summary>Rows that the trial has counted; 0 before.</summary>
    public int AllRows { get; private set; }

    /// <summary>核对码 of the trial.</summary>
    public string TrialChecksum { get; private set; } = "";

    /// <summary>People taken back by an undoing.</summary>
    public int TakenBack { get; private set; }

    /// <summary>People who stayed because they have acted since.</summary>
    public int Stayed { get; private set; }

    /// <summary>Code of the refusal that stopped it.</summary>
    public string? StoppedBy { get; private set; }

    /// <summary>The line of the file at which it was stopped.</summary>
    public int? StoppedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("import", Id);

    /// <summary>What became of the rows so far.</summary>
    public ImportCount Count => new(Rows, Made, Unchanged, Rejected, Checksum.Length == 0 ? 0 : Convert.ToUInt64(Checksum, 16));

    /// <summary>True while the clock works on it.</summary>
    public bool IsAtWork => State is ImportState.Checking or ImportState.Running or ImportState.Undoing;

    /// <summary>True when something was written that can be taken back.</summary>
    public bool CanBeUndone => State is ImportState.Finished or ImportState.Cancelled or ImportState.Failed && Made > 0;

    /// <summary>上传: a file has come.</summary>
    public static VolunteerImport Upload(Guid id, IInUnit unit, Actor by, string sheet, string fileHash, string headingsJson, string columnsJson, DateTimeOffset at)
    {
        var import = new VolunteerImport
        {
            Id = id, UnitId = unit.UnitId, UnitPath = unit.UnitPath, ByKind = by.Kind, ById = by.Id, At = at, SheetName = sheet, FileHash = fileHash, HeadingsJson = headingsJson, ColumnsJson = columnsJson,
        };
        import.Record("volunteers.import.uploaded");
        return import;
    }

    /// <summary>试导: checks every row with these columns; may be asked again with others.</summary>
    public Result<Done> Check(string columnsJson)
    {
        if (State is not (ImportState.Uploaded or ImportState.Checked or ImportState.Failed) || Made > 0 && State == ImportState.Failed) return WrongState();
        (State, ColumnsJson, AllRows, TrialChecksum, StoppedBy, StoppedAt) = (ImportState.Checking, columnsJson, 0, "", null, null);
        Take(ImportCount.None);
        Record("volunteers.import.checking");
        return Done.It;
    }

    /// <summary>导入: writes what the trial found to be right.</summary>
    /// <param name="consents">True when staff confirm that the people have consented.</param>
    public Result<Done> Start(bool consents)
    {
        if (State != ImportState.Checked) return WrongState();
        if (!consents) return new Refusal("volunteers.import.consent").At("consent");
        (State, AllRows, TrialChecksum) = (ImportState.Running, Rows, Checksum);
        Take(ImportCount.None);
        Record("volunteers.import.started", ("rows", AllRows));
        return Done.It;
    }

    /// <summary>进行: one batch further.</summary>
    public void Advance(ImportCount count)
    {
        Take(count);
        Record("volunteers.import.advanced", ("rows", Rows), ("made", Made), ("unchanged", Unchanged), ("rejected", Rejected));
    }

    /// <summary>完成: the last row was read. A run that has read other rows than its trial has failed, and says so.</summary>
    public void Complete(DateTimeOffset at)
    {
        if (State == ImportState.Running && (Rows != AllRows || Checksum != TrialChecksum))
        {
            Stop(new Refusal("volunteers.import.other-rows"), at);
            return;
        }
        if (State == ImportState.Running) EndedAt = at;
        State = State == ImportState.Running ? ImportState.Finished : ImportState.Checked;
        Record(State == ImportState.Finished ? "volunteers.import.finished" : "volunteers.import.checked",
            ("rows", Rows), ("made", Made), ("unchanged", Unchanged), ("rejected", Rejected), ("checksum", Checksum));
    }

    /// <summary>停下: it cannot go on.</summary>
    public void Stop(Refusal because, DateTimeOffset at)
    {
        if (State == ImportState.Checking) Take(ImportCount.None);
        (State, EndedAt, StoppedBy, StoppedAt) = (ImportState.Failed, at, because.Code, because.Facts.GetValueOrDefault("line") as int?);
        Record("volunteers.import.stopped", ("code", because.Code));
    }

    /// <summary>取消: stops after the batch that is being written.</summary>
    public Result<Done> Cancel(DateTimeOffset at)
    {
        if (State is not (ImportState.Uploaded or ImportState.Checking or ImportState.Checked or ImportState.Running)) return WrongState();
        if (State is ImportState.Checking or ImportState.Checked) Take(ImportCount.None); // a trial has made nobody
        (State, EndedAt) = (ImportState.Cancelled, at);
        Record("volunteers.import.cancelled", ("rows", Rows), ("made", Made));
        return Done.It;
    }

    /// <summary>撤销: takes the people back who have not acted since.</summary>
    public Result<Done> Undo()
    {
        if (!CanBeUndone) return WrongState();
        (State, TakenBack, Stayed) = (ImportState.Undoing, 0, 0);
        Record("volunteers.import.undoing", ("made", Made));
        return Done.It;
    }

    /// <summary>撤销进行: so many more.</summary>
    public void TakeBack(int takenBack, int stayed)
    {
        (TakenBack, Stayed) = (TakenBack + takenBack, Stayed + stayed);
        Record("volunteers.import.taking-back", ("takenBack", TakenBack), ("stayed", Stayed));
    }

    /// <summary>撤销完成.</summary>
    public void CompleteUndo(DateTimeOffset at)
    {
        (State, EndedAt) = (ImportState.Undone, at);
        Record("volunteers.import.undone", ("takenBack", TakenBack), ("stayed", Stayed));
    }

    private void Take(ImportCount count) =>
        (Rows, Made, Unchanged, Rejected, Checksum) = (count.Rows, count.Made, count.Unchanged, count.Rejected, count.Checksum.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));

    private Refusal WrongState() => new("volunteers.import.wrong-state", ("state", State));
}
