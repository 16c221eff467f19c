/**
 * The panel with its looks, loaded when it is first seen.
 */
import '../../style/reports-panel.css';

export { ReportsPanel } from '../components/ReportsPanel';
