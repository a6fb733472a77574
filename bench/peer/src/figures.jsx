/** Numbers, each with its unit and what it means. */
export function Figures({ figures }) {
  return (
    <dl className="figures">
      {figures.map(({ id, label, value, unit, meaning }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd><data value={value}>{value.toLocaleString("zh-CN")}</data>{unit}</dd>
          {meaning && <dd className="quiet">{meaning}</dd>}
        </div>
      ))}
    </dl>
  );
}
