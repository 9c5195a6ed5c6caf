using System.Globalization;
using TelegramHost.Sessions.Sql;

namespace TelegramHost.Sessions.LibSql;

/// <summary>Puts statements into a batch that is one transaction, and reads what it answers.</summary>
internal static class HranaBatches
{
    /// <summary>BEGIN, the statements, COMMIT, each only if the one before succeeded; and ROLLBACK if it came to no COMMIT. One alone is a transaction by itself.</summary>
    /// <remarks>What reads then waits for no writer. Source: https://www.sqlite.org/lang_transaction.html#implicit_versus_explicit_transactions</remarks>
    public static HranaBatch Transaction(IReadOnlyList<SqlStatement> statements)
    {
        if (statements is [var alone])
            return new HranaBatch([new HranaStep(StatementOf(alone))]);
        List<HranaStep> steps = [new(new HranaStatement("BEGIN IMMEDIATE"))];
        foreach (var statement in statements)
            steps.Add(new HranaStep(StatementOf(statement), Succeeded(steps.Count - 1)));
        steps.Add(new HranaStep(new HranaStatement("COMMIT"), Succeeded(steps.Count - 1)));
        steps.Add(new HranaStep(new HranaStatement("ROLLBACK"), new HranaCondition("not", Cond: Succeeded(steps.Count - 1))));
        return new HranaBatch(steps);
    }

    /// <summary>The first error of <see cref="Transaction"/>, if there is one.</summary>
    /// <remarks>The ROLLBACK behind the others fails where the error has ended the transaction already, and does not count.</remarks>
    public static HranaError? FindError(HranaBatchResult? result, int count) => result?.StepErrors?.Take(StepsOf(count)).FirstOrDefault(error => error is not null);

    /// <summary>The rows of each statement; null if the answer can't be understood.</summary>
    /// <param name="result">The answer to <see cref="Transaction"/>, without an error.</param>
    /// <param name="count">How many statements there were.</param>
    public static IReadOnlyList<IReadOnlyList<object?[]>>? ReadRows(HranaBatchResult? result, int count)
    {
        if (result?.StepResults is not { } results || results.Count < StepsOf(count) || results.Take(StepsOf(count)).Any(rows => rows is null))
            return null;
        return [.. results.Skip(count == 1 ? 0 : 1).Take(count).Select(rows => rows!.Rows?.Select(row => row.Select(Read).ToArray()).ToList() ?? [])];
    }

    // With BEGIN and COMMIT, where there is more than one.
    private static int StepsOf(int count) => count == 1 ? 1 : count + 2;

    private static HranaStatement StatementOf(SqlStatement statement) => new(statement.Text, [.. statement.Arguments.Select(ValueOf)]);

    private static HranaCondition Succeeded(int step) => new("ok", Step: step);

    private static HranaValue ValueOf(object? argument) => argument switch
    {
        null => new HranaValue("null"),
        long number => new HranaValue("integer", number.ToString(CultureInfo.InvariantCulture)),
        string text => new HranaValue("text", text),
        byte[] bytes => new HranaValue("blob", Base64: Convert.ToBase64String(bytes)),
        _ => throw new ArgumentException($"{argument.GetType().Name} is no argument of a statement.", nameof(argument)),
    };

    private static object? Read(HranaValue value) => value.Type switch
    {
        "null" => null,
        "integer" => long.Parse(value.Value!, CultureInfo.InvariantCulture),
        "text" => value.Value,
        // The padding is left out.
        "blob" => Convert.FromBase64String(value.Base64!.PadRight((value.Base64.Length + 3) / 4 * 4, '=')),
        _ => throw new FormatException($"The server answered a value of type {value.Type}."),
    };
}
